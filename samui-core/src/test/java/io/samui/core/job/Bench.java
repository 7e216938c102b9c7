package io.samui.core.job;

import io.samui.core.PageRequest;
import io.samui.core.Stores;
import io.samui.core.TimeOrderedIds;
import io.samui.core.UnitOfWork;
import io.samui.core.annotation.AnnotationService;
import io.samui.core.annotation.AnnotationStore;
import io.samui.core.annotation.PromptType;
import io.samui.core.history.ResultStore;
import io.samui.core.image.ImageCatalogue;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageLimits;
import io.samui.core.image.ImageReader;
import io.samui.core.image.ImageRecord;
import io.samui.core.image.ImageService;
import io.samui.core.image.ImageUpload;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.EmbeddingCache;
import io.samui.core.inference.EmbeddingSource;
import io.samui.core.inference.EngineHolder;
import io.samui.core.inference.InferenceLane;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.mask.PixelBox;
import io.samui.core.memory.MemoryBlobStorage;
import io.samui.core.memory.MemoryStores;
import io.samui.core.storage.BlobReferences;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import io.samui.core.testkit.Interception;
import io.samui.core.testkit.inference.FakeEngine;
import io.samui.core.testkit.time.ManualScheduler;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import javax.imageio.ImageIO;

/**
 * A queue on the workbench: everything in memory, one thread, a stand-in for the model, and a hook before each call of the job
 * store and the blob storage.
 */
final class Bench {

    static final SegmentationMode MODE = SegmentationMode.INSIDE_BOX;

    final Clock clock = Clock.systemUTC();
    final FakeEngine engine = new FakeEngine();
    final Stores stores = new MemoryStores();
    final BlobStorage blobs = new MemoryBlobStorage(clock);
    final JobEvents events = new JobEvents(clock);
    final QueueSignals signals = new QueueSignals();

    /** Gets the name of each method of {@link JobStore} that the worker calls. */
    volatile Consumer<String> beforeStore = method -> {};

    /** The same, when the method has done its work: what it throws hides the answer. */
    volatile Consumer<String> afterStore = method -> {};

    /** Gets the name of each method of {@link ImageCatalogue} that the worker calls. */
    volatile Consumer<String> beforeImages = method -> {};

    /** Gets the name of each method of any port of the database that the worker calls, after the others. */
    volatile Consumer<String> beforeDatabase = method -> {};

    /** Gets the name of each method of {@link BlobStorage} that the worker calls. */
    volatile Consumer<String> beforeBlobs = method -> {};

    final Stores hooked = hookedStores();
    final ImagePipeline pipeline;
    final JobWorker worker;
    final JobService jobs;
    final QueueService queue;

    private final ImageService images;
    private final AnnotationService annotations;
    private int shade;

    Bench() {
        this(1000);
    }

    Bench(int maxQueued) {
        this(new QueueSettings(maxQueued, 1, null, Duration.ofMillis(1)), Runnable::run, new ManualScheduler());
    }

    /**
     * @param threads     that images are worked on
     * @param laneThread the model's
     */
    Bench(QueueSettings settings, Executor threads, ScheduledExecutorService laneThread) {
        EngineHolder engines = new EngineHolder(() -> engine);
        ImageReader reader = new ImageReader(ImageLimits.defaults());
        TimeOrderedIds ids = new TimeOrderedIds(clock, new Random(1));
        InferenceLane lane = new InferenceLane(engines, Duration.ofMinutes(1), Duration.ofSeconds(1), laneThread);
        BlobStorage hookedBlobs = Interception.of(BlobStorage.class, blobs, name -> beforeBlobs.accept(name));
        pipeline = new ImagePipeline(
                hooked,
                hookedBlobs,
                engines,
                new EmbeddingSource(reader, new EmbeddingCache(1 << 20)),
                lane.batch(),
                threads,
                settings,
                ids,
                clock);
        worker = new JobWorker(pipeline, signals, events, new UnfinishedJobs(hooked, clock, events));
        images = new ImageService(stores.images(), blobs, reader, stores.unitOfWork(), ids, clock);
        annotations = new AnnotationService(stores.images(), stores.annotations(), ids, clock);
        jobs = new JobService(stores, engines, ids, clock, settings, signals, events);
        queue = new QueueService(stores, signals);
    }

    boolean runNext() {
        return worker.runNext(Cancellation.none(), Cancellation.none());
    }

    Job submit(ImageRecord... of) {
        return jobs.submit(JobRequest.of(MODE, ids(of)));
    }

    Job forced(ImageRecord... of) {
        return jobs.submit(JobRequest.of(MODE, ids(of)).forced());
    }

    Job now(Job job) {
        return jobs.get(job.id());
    }

    /** An image of its own bytes, with one box. */
    ImageRecord image(String filename) {
        BufferedImage picture = new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, ++shade);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", png);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        ImageRecord image = images.upload(new ImageUpload(filename, "image/png", BlobSource.of(png.toByteArray())));
        annotations.addBox(image.id(), new PixelBox(1, 2, 3, 4), PromptType.SEGMENT);
        return image;
    }

    void delete(ImageRecord image) {
        images.delete(image.id());
    }

    /** Keys of masks and COCO documents. */
    List<String> resultBlobs() {
        return blobs.list("")
                .map(blob -> blob.key().value())
                .filter(key -> !key.startsWith("images/"))
                .toList();
    }

    long results() {
        return stores.results().list(MODE, PageRequest.unpaged()).entries().size();
    }

    private Stores hookedStores() {
        JobStore answering = Interception.returning(JobStore.class, stores.jobs(), (name, answer) -> {
            afterStore.accept(name);
            return answer;
        });
        JobStore store = hooked(JobStore.class, answering, name -> beforeStore.accept(name));
        JobCatalogue catalogue = hooked(JobCatalogue.class, stores.jobCatalogue(), name -> {});
        ImageCatalogue imageCatalogue =
                hooked(ImageCatalogue.class, stores.images(), name -> beforeImages.accept(name));
        ResultStore results = hooked(ResultStore.class, stores.results(), name -> {});
        return new Stores() {
            @Override
            public UnitOfWork unitOfWork() {
                return stores.unitOfWork();
            }

            @Override
            public ImageCatalogue images() {
                return imageCatalogue;
            }

            @Override
            public AnnotationStore annotations() {
                return stores.annotations();
            }

            @Override
            public JobStore jobs() {
                return store;
            }

            @Override
            public JobCatalogue jobCatalogue() {
                return catalogue;
            }

            @Override
            public ImageStates imageStates() {
                return stores.imageStates();
            }

            @Override
            public SubmissionKeys submissionKeys() {
                return stores.submissionKeys();
            }

            @Override
            public ResultStore results() {
                return results;
            }

            @Override
            public BlobReferences blobReferences() {
                return stores.blobReferences();
            }

            @Override
            public void close() {
                stores.close();
            }
        };
    }

    private <T> T hooked(Class<T> port, T target, Consumer<String> before) {
        return Interception.of(port, target, before.andThen(name -> beforeDatabase.accept(name)));
    }

    private static List<ImageId> ids(ImageRecord... of) {
        return Arrays.stream(of).map(ImageRecord::id).toList();
    }
}
