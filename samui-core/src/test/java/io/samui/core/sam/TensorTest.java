package io.samui.core.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorTest {

    @Test
    void one_that_is_allocated_has_zeros_in_direct_memory() {
        Tensor tensor = Tensor.allocate(DType.I64, 2, 3);

        assertThat(tensor.elements()).isEqualTo(6);
        assertThat(tensor.sizeInBytes()).isEqualTo(48);
        assertThat(tensor.host().isDirect()).isTrue();
        assertThat(tensor.host().order()).isEqualTo(ByteOrder.nativeOrder());
        assertThat(tensor.host()).isEqualTo(ByteBuffer.allocate(48));
        assertThat(Tensor.allocate(DType.F32).sizeInBytes()).as("of a scalar").isEqualTo(4);
        assertThat(Tensor.allocate(DType.F32, 3, 0).sizeInBytes()).isZero();
    }

    /** Runtimes make one answer of it and of a lack of memory: either way the model is too large. */
    @ParameterizedTest
    @ValueSource(longs = {1L << 29, 1L << 44, Long.MAX_VALUE})
    void one_that_no_buffer_holds_is_a_lack_of_memory(long size) {
        assertThatThrownBy(() -> Tensor.allocate(DType.F32, size, 2))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessageContaining("[" + size + ", 2]")
                .hasMessageContaining("2 GiB");
    }

    @Test
    void a_buffer_that_does_not_fit_is_refused() {
        ByteBuffer right = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder());
        assertThat(Tensor.ofHost(DType.F32, right, 2).elements()).isEqualTo(2);

        assertThatThrownBy(() -> Tensor.ofHost(DType.F32, right, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("F32 [3]");
        assertThatThrownBy(() -> Tensor.ofHost(DType.F32, ByteBuffer.allocate(8), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("direct");
    }
}
