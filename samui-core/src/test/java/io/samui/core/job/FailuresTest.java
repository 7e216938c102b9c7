package io.samui.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.ConfigurationException;
import io.samui.core.InvalidInputException;
import io.samui.core.TooLargeException;
import io.samui.core.inference.InferenceException;
import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobNotFoundException;
import io.samui.core.storage.BlobStorageException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new TooLargeException("too large"), FailureCode.TOO_LARGE),
                Arguments.of(new InvalidInputException("truncated"), FailureCode.UNREADABLE_IMAGE),
                Arguments.of(new ConfigurationException("no model"), FailureCode.MODEL_NOT_LOADED),
                Arguments.of(inference(InferenceException.Kind.MODEL_NOT_LOADED), FailureCode.MODEL_NOT_LOADED),
                Arguments.of(inference(InferenceException.Kind.OUT_OF_MEMORY), FailureCode.OUT_OF_MEMORY),
                Arguments.of(inference(InferenceException.Kind.MODE_NOT_SUPPORTED), FailureCode.MODE_NOT_SUPPORTED),
                Arguments.of(inference(InferenceException.Kind.RUN_FAILED), FailureCode.INFERENCE),
                Arguments.of(new BlobStorageException("disk full", null, false), FailureCode.STORAGE),
                Arguments.of(new BlobNotFoundException(new BlobKey("images/a.png")), FailureCode.STORAGE),
                Arguments.of(new OutOfMemoryError("Java heap space"), FailureCode.OUT_OF_MEMORY),
                Arguments.of(new StackOverflowError(), FailureCode.INTERNAL),
                Arguments.of(new NullPointerException(), FailureCode.INTERNAL));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void every_failure_has_its_code_and_a_sentence(Throwable cause, FailureCode code) {
        ItemOutcome.Failed failed = Failures.of(cause);

        assertThat(failed.code()).isEqualTo(code);
        assertThat(failed.sentence()).isNotBlank();
    }

    @Test
    void what_was_thrown_on_purpose_speaks_for_itself() {
        assertThat(Failures.of(new TooLargeException("Raise samui.image.max-pixels"))
                        .sentence())
                .isEqualTo("Raise samui.image.max-pixels");
    }

    @Test
    void memory_that_ran_out_comes_with_a_hint() {
        assertThat(Failures.of(new OutOfMemoryError("Java heap space")).sentence())
                .contains("Java heap space", "smaller image");
    }

    @Test
    void what_nobody_expected_points_to_the_log_and_tells_no_internals() {
        assertThat(Failures.of(new IllegalStateException("secret detail")).sentence())
                .contains("IllegalStateException", "log")
                .doesNotContain("secret detail");
    }

    @Test
    void codes_have_the_names_of_the_api() {
        assertThat(Stream.of(FailureCode.values()).map(FailureCode::wireName))
                .containsExactly(
                        "out_of_memory",
                        "too_large",
                        "mode_not_supported",
                        "unreadable_image",
                        "model_not_loaded",
                        "inference",
                        "storage",
                        "internal");
    }

    private static InferenceException inference(InferenceException.Kind kind) {
        return new InferenceException(kind, "sentence", null);
    }
}
