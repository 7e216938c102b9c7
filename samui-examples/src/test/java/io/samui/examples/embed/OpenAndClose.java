package io.samui.examples.embed;

import io.samui.core.Samui;
import io.samui.core.SamuiBuilder;
import io.samui.core.annotation.PromptType;
import io.samui.core.image.ImageRecord;
import io.samui.core.image.ImageUpload;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.Job;
import io.samui.core.job.JobRequest;
import io.samui.core.job.JobStatus;
import io.samui.core.mask.PixelBox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Opens samui in memory and on disk, has it work and closes it, again and again, and fails when the process holds more afterwards than
 * before: {@code OpenAndClose picture.png model/ data/}.
 */
final class OpenAndClose {

    /** The first ones load classes and libraries, which stay. */
    private static final int FIRST = 2;

    private static final int ROUNDS = 3;

    /** Each takes as long as a collection of the heap. */
    private static final int LOOKS = 500;

    private final Path picture;
    private final Path model;
    private final Path data;

    private OpenAndClose(String[] args) {
        this.picture = Path.of(args[0]);
        this.model = Path.of(args[1]);
        this.data = Path.of(args[2]);
    }

    public static void main(String[] args) throws Exception {
        OpenAndClose program = new OpenAndClose(args);
        for (int i = 0; i < FIRST; i++) {
            program.round();
        }
        Held before = Held.now();
        System.out.println("after the first rounds " + before);
        for (int i = 0; i < ROUNDS; i++) {
            program.round();
        }
        // threads that were told to end need a moment
        Held now = Held.now();
        for (int i = 0; i < LOOKS && !now.isNoMoreThan(before); i++) {
            now = Held.now();
        }
        System.out.println("after all rounds " + now);
        if (!now.isNoMoreThan(before)) {
            throw new AssertionError("A closed samui left something behind");
        }
        System.out.println("nothing is left");
    }

    private void round() throws IOException, InterruptedException {
        work(builder());
        work(builder().dataDirectory(data));
    }

    private SamuiBuilder builder() {
        return Samui.builder()
                .setting("samui.inference.device", "cpu")
                .setting("samui.inference.onnx.threads", "3")
                .setting("samui.inference.model", model.toString());
    }

    private void work(SamuiBuilder builder) throws IOException, InterruptedException {
        try (Samui samui = builder.build()) {
            ImageRecord image = samui.images().upload(ImageUpload.of(picture));
            samui.annotations().addBox(image.id(), new PixelBox(230, 40, 130, 110), PromptType.SEGMENT);
            Job job = samui.jobs().submit(JobRequest.of(SegmentationMode.INSIDE_BOX, List.of(image.id())));
            Job ended = samui.jobs().await(job.id(), Duration.ofMinutes(2));
            if (ended.status() != JobStatus.COMPLETED) {
                throw new AssertionError(ended);
            }
        }
    }
}
