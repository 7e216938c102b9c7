package io.samui.core.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.spi.DataSize;
import org.junit.jupiter.api.Test;

class CacheSettingsTest {

    private static final long GIGABYTE = 1L << 30;

    @Test
    void half_a_gigabyte_is_kept_unless_told_otherwise() {
        assertThat(new CacheSettings(null).embeddingBytes(8 * GIGABYTE)).isEqualTo(GIGABYTE / 2);
        assertThat(new CacheSettings(DataSize.ofMegabytes(64)).embeddingBytes(8 * GIGABYTE))
                .isEqualTo(64L << 20);
    }

    @Test
    void never_more_than_half_of_what_direct_buffers_may_take() {
        assertThat(new CacheSettings(null).embeddingBytes(256L << 20)).isEqualTo(128L << 20);
        assertThat(new CacheSettings(DataSize.ofMegabytes(4096)).embeddingBytes(GIGABYTE))
                .isEqualTo(GIGABYTE / 2);
    }

    @Test
    void zero_turns_the_cache_off() {
        assertThat(new CacheSettings(new DataSize(0)).embeddingBytes(GIGABYTE)).isZero();
    }
}
