package io.samui.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import io.samui.core.inference.InferenceException;
import io.samui.core.inference.InferenceException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrtFailuresTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Error code - ORT_RUNTIME_EXCEPTION - message: Non-zero status code returned while running Conv node."
                        + " Status Message: Failed to allocate memory for requested buffer of size 1073741824",
                "Error code - ORT_FAIL - message: bfc_arena.cc:359 AllocateRawInternal Available memory of 1024 is smaller"
                        + " than requested bytes of 4096",
                "Error code - ORT_FAIL - message: CUDA failure 2: out of memory ; GPU=0 ; expr=cudaMalloc(&p, size);",
                "Error code - ORT_EP_FAIL - message: CUDNN failure 4: CUDNN_STATUS_ALLOC_FAILED ; GPU=0",
                "Error code - ORT_FAIL - message: CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0",
                "Error code - ORT_FAIL - message: cudaErrorMemoryAllocation",
                "Error code - ORT_RUNTIME_EXCEPTION - message: std::bad_alloc",
            })
    void a_lack_of_memory_is_told_from_other_failures(String said) {
        for (InferenceException failure : new InferenceException[] {
            OrtFailures.whileRunning("decoder.onnx", new OrtException(said)),
            OrtFailures.whileLoading("decoder.onnx", new OrtException(said))
        }) {
            assertThat(failure.kind()).isEqualTo(Kind.OUT_OF_MEMORY);
            assertThat(failure)
                    .hasMessageContaining("smaller model")
                    .hasMessageContaining("samui.inference.device=cpu");
        }
    }

    @Test
    void the_jvms_own_memory_counts_too() {
        assertThat(OrtFailures.whileRunning("encoder.onnx", new OutOfMemoryError("direct buffer memory"))
                        .kind())
                .isEqualTo(Kind.OUT_OF_MEMORY);
    }

    @Test
    void other_failures_are_what_they_are() {
        OrtException shape = new OrtException("Error code - ORT_INVALID_ARGUMENT - message: Got invalid dimensions");

        assertThat(OrtFailures.whileRunning("decoder.onnx", shape).kind()).isEqualTo(Kind.RUN_FAILED);
        assertThat(OrtFailures.whileLoading("decoder.onnx", shape).kind()).isEqualTo(Kind.MODEL_NOT_LOADED);
        assertThat(OrtFailures.text(shape)).isEqualTo("Got invalid dimensions");
    }
}
