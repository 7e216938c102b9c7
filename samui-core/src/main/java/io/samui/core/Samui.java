package io.samui.core;

import io.samui.core.annotation.AnnotationService;
import io.samui.core.export.CocoExport;
import io.samui.core.history.HistoryService;
import io.samui.core.history.ResultPictures;
import io.samui.core.image.ImageService;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.EngineHolder;
import io.samui.core.inference.EngineInfo;
import io.samui.core.inference.Segmenter;
import io.samui.core.job.JobService;
import io.samui.core.job.QueueService;
import io.samui.core.job.Worklist;
import io.samui.core.preview.PreviewService;
import io.samui.core.storage.DirectDownload;
import io.samui.core.system.SystemService;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Promptable image segmentation with jobs, change detection and history. Thread-safe; several can live in one JVM, each with a
 * data directory of its own.
 *
 * <pre>{@code
 * try (Samui samui = Samui.builder().build()) {
 *     var found = samui.segmenter().segment(BlobSource.of(photo), new BoxPrompt(List.of(new Box(100, 50, 200, 300))));
 *     Files.write(Path.of("mask.png"), PngWriter.grey(found.get(0).mask()));
 * }
 * }</pre>
 */
public final class Samui implements AutoCloseable {

    private final ImageService images;
    private final AnnotationService annotations;
    private final JobService jobs;
    private final Worklist worklist;
    private final QueueService queue;
    private final HistoryService history;
    private final ResultPictures pictures;
    private final CocoExport export;
    private final Segmenter segmenter;
    private final PreviewService previews;
    private final SystemService system;
    private final DirectDownload downloads;
    private final EngineHolder engines;
    private final DecodeOptions defaultParameters;
    private final Deque<AutoCloseable> parts;

    Samui(
            ImageService images,
            AnnotationService annotations,
            JobService jobs,
            Worklist worklist,
            QueueService queue,
            HistoryService history,
            ResultPictures pictures,
            CocoExport export,
            Segmenter segmenter,
            PreviewService previews,
            SystemService system,
            DirectDownload downloads,
            EngineHolder engines,
            DecodeOptions defaultParameters,
            Deque<AutoCloseable> parts) {
        this.images = images;
        this.annotations = annotations;
        this.jobs = jobs;
        this.worklist = worklist;
        this.queue = queue;
        this.history = history;
        this.pictures = pictures;
        this.export = export;
        this.segmenter = segmenter;
        this.previews = previews;
        this.system = system;
        this.downloads = downloads;
        this.engines = engines;
        this.defaultParameters = defaultParameters;
        this.parts = new ArrayDeque<>(parts);
    }

    public static SamuiBuilder builder() {
        return new SamuiBuilder();
    }

    public ImageService images() {
        return images;
    }

    public AnnotationService annotations() {
        return annotations;
    }

    public JobService jobs() {
        return jobs;
    }

    /** Which images need processing, and which do not. */
    public Worklist worklist() {
        return worklist;
    }

    /** Pausing and resuming the work on jobs. */
    public QueueService queue() {
        return queue;
    }

    public HistoryService history() {
        return history;
    }

    /** Results to look at. */
    public ResultPictures pictures() {
        return pictures;
    }

    /** The latest results of many images as one document. */
    public CocoExport export() {
        return export;
    }

    /** Masks at once, without a job. */
    public Segmenter segmenter() {
        return segmenter;
    }

    /** What a job would make of prompts on one of the images, at once. */
    public PreviewService previews() {
        return previews;
    }

    /** What is installed and how it fares. */
    public SystemService system() {
        return system;
    }

    /** Where clients can fetch blobs from the storage itself; empty for every blob of a storage that has no such URLs. */
    public DirectDownload downloads() {
        return downloads;
    }

    /**
     * What the configured model is; loads no weights.
     *
     * @throws ConfigurationException when there is no usable model; the message says what to do
     */
    public EngineInfo model() {
        return engines.get().info();
    }

    /** The parameters of a job that sets none. */
    public DecodeOptions defaultParameters() {
        return defaultParameters;
    }

    /**
     * Stops: images that the model has begun with are finished, the running job ends as interrupted, queued jobs stay queued, and everything is
     * closed. Closing twice is a no-op.
     */
    @Override
    public synchronized void close() {
        Closing.all(parts);
    }
}
