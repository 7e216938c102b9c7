package io.samui.core.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.InvalidInputException;
import io.samui.core.Samui;
import io.samui.core.annotation.AnnotationId;
import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.annotation.AnnotationSnapshot.SnapshotBox;
import io.samui.core.annotation.PromptType;
import io.samui.core.image.ImageRecord;
import io.samui.core.image.ImageUpload;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.CancelledException;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.InferenceException;
import io.samui.core.inference.PromptKind;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.mask.PixelBox;
import io.samui.core.storage.BlobSource;
import io.samui.core.testkit.inference.FakeEngine;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PreviewServiceTest {

    private final FakeEngine engine = new FakeEngine();
    private Samui samui;
    private ImageRecord image;

    @BeforeEach
    void open() throws IOException {
        samui = Samui.builder().engine(engine).build();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", png);
        image = samui.images().upload(new ImageUpload("a.png", "image/png", BlobSource.of(png.toByteArray())));
    }

    @AfterEach
    void close() {
        samui.close();
    }

    @Test
    void the_photo_is_encoded_for_the_first_preview_only() {
        Preview first = preview(Cancellation.none(), PromptType.SEGMENT, 4);
        Preview second = preview(Cancellation.none(), PromptType.SEGMENT, 5);

        assertThat(first.answer().fromCache()).isFalse();
        assertThat(second.answer().fromCache()).isTrue();
        assertThat(engine.encoded).hasValue(1);
        assertThat(engine.prepared).hasValue(1);
        assertThat(first.answer().found().get(0).mask().area()).isEqualTo(16);
        assertThat(second.answer().found().get(0).mask().area()).isEqualTo(25);
    }

    @Test
    void a_preview_that_is_cancelled_ends_and_the_next_one_is_served() {
        Cancellation cancellation = new Cancellation();
        engine.beforeEncode = (frame, running) -> {
            cancellation.cancel();
            running.throwIfCancelled();
        };

        assertThatThrownBy(() -> preview(cancellation, PromptType.SEGMENT, 4)).isInstanceOf(CancelledException.class);

        engine.beforeEncode = (frame, running) -> {};
        assertThat(preview(Cancellation.none(), PromptType.SEGMENT, 4).answer().found())
                .hasSize(1);
    }

    @Test
    void one_that_was_cancelled_before_its_turn_runs_nothing() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();

        assertThatThrownBy(() -> preview(cancellation, PromptType.SEGMENT, 4)).isInstanceOf(CancelledException.class);

        assertThat(engine.encoded).hasValue(0);
    }

    @Test
    void what_goes_wrong_in_the_model_comes_out_as_it_is() {
        engine.beforeDecode = (frame, running) -> {
            throw new InferenceException(InferenceException.Kind.OUT_OF_MEMORY, "no room", null);
        };

        assertThatThrownBy(() -> preview(Cancellation.none(), PromptType.SEGMENT, 4))
                .isInstanceOf(InferenceException.class)
                .hasMessage("no room");
    }

    @Test
    void what_the_model_does_not_take_is_refused_before_it_runs() {
        engine.promptKinds = EnumSet.of(PromptKind.TEXT);
        assertThatThrownBy(() -> preview(Cancellation.none(), PromptType.POSITIVE_EXEMPLAR, 4))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("takes no boxes of type positive_exemplar");
        assertThatThrownBy(() -> preview(Cancellation.none(), PromptType.NEGATIVE_EXEMPLAR, 4))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("send a text or a positive exemplar");
        assertThat(engine.encoded).hasValue(0);
    }

    private Preview preview(Cancellation cancellation, PromptType type, int side) {
        SnapshotBox box = new SnapshotBox(new AnnotationId(UUID.randomUUID()), type, new PixelBox(1, 2, side, side));
        SegmentationMode mode = type == PromptType.SEGMENT ? SegmentationMode.INSIDE_BOX : SegmentationMode.FIND_ALL;
        AnnotationSnapshot prompts = new AnnotationSnapshot(mode, List.of(box), List.of(), null);
        return samui.previews()
                .preview(new PreviewRequest(image.id(), prompts, DecodeOptions.defaults()), cancellation);
    }
}
