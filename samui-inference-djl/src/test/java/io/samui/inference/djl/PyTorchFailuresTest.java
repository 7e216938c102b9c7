package io.samui.inference.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import io.samui.core.inference.InferenceException;
import io.samui.core.inference.InferenceException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PyTorchFailuresTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[enforce fail at alloc_cpu.cpp:119] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate"
                        + " 70368744177664 bytes. Error code 12 (Cannot allocate memory)",
                "The following operation failed in the TorchScript interpreter.\nTraceback of TorchScript (most recent call last):\n"
                        + "RuntimeError: [enforce fail at alloc_cpu.cpp:119] data. DefaultCPUAllocator: not enough memory: you tried"
                        + " to allocate 12 bytes.",
                "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 7.79 GiB",
                "CUDA error: out of memory\nCUDA kernel errors might be asynchronously reported at some other API call",
                "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
                "cuDNN error: CUDNN_STATUS_ALLOC_FAILED",
                "std::bad_alloc",
            })
    void a_lack_of_memory_is_told_from_other_failures(String said) {
        for (InferenceException failure : new InferenceException[] {
            PyTorchFailures.whileRunning("decoder.pt", new EngineException(said)),
            PyTorchFailures.whileLoading("decoder.pt", new EngineException(said))
        }) {
            assertThat(failure.kind()).isEqualTo(Kind.OUT_OF_MEMORY);
            assertThat(failure)
                    .hasMessageContaining("smaller model")
                    .hasMessageContaining("samui.inference.device=cpu");
        }
    }

    @Test
    void the_jvms_own_memory_counts_too() {
        assertThat(PyTorchFailures.whileRunning("encoder.pt", new OutOfMemoryError("direct buffer memory"))
                        .kind())
                .isEqualTo(Kind.OUT_OF_MEMORY);
    }

    @Test
    void other_failures_are_what_they_are_without_the_stack() {
        EngineException shape = new EngineException("""
                The following operation failed in the TorchScript interpreter.
                Traceback of TorchScript, serialized code (most recent call last):
                  File "code/__torch__.py", line 6, in forward
                    return torch.reshape(x, [7])
                           ~~~~~~~~~~~~~ <--- HERE

                RuntimeError: shape '[7]' is invalid for input of size 3
                """);

        assertThat(PyTorchFailures.whileRunning("decoder.pt", shape).kind()).isEqualTo(Kind.RUN_FAILED);
        assertThat(PyTorchFailures.whileLoading("decoder.pt", shape).kind()).isEqualTo(Kind.MODEL_NOT_LOADED);
        assertThat(PyTorchFailures.text(shape)).isEqualTo("shape '[7]' is invalid for input of size 3");
        assertThat(PyTorchFailures.text(
                        new EngineException("no such file\nException raised from at caller.cpp:3\nframe #0")))
                .isEqualTo("no such file");
    }
}
