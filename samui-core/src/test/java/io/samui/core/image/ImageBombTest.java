package io.samui.core.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.samui.core.InvalidInputException;
import io.samui.core.storage.BlobSource;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Small files that want to become large in memory: each is judged without ever taking much more than it has itself. */
class ImageBombTest {

    private static final long MOST = 24L << 20;

    private final ImageReader reader = new ImageReader(ImageLimits.defaults());

    @TestFactory
    Stream<DynamicTest> that_must_be_refused() {
        return Bombs.broken().entrySet().stream()
                .map(bomb -> DynamicTest.dynamicTest(bomb.getKey(), () -> {
                    long taken = allocated(() -> {
                        try {
                            reader.verify(BlobSource.of(bomb.getValue()));
                        } catch (InvalidInputException e) {
                            assertThat(e)
                                    .hasMessageNotContaining("null")
                                    .hasMessageMatching("(?s).*(Send |more than).*");
                            return;
                        }
                        throw new AssertionError("accepted");
                    });
                    assertThat(taken).as("bytes allocated").isLessThan(MOST);
                }));
    }

    @TestFactory
    Stream<DynamicTest> that_hide_in_what_no_pixel_needs() {
        return Bombs.harmlessWhenPassedOver().entrySet().stream()
                .map(bomb -> DynamicTest.dynamicTest(bomb.getKey(), () -> {
                    long taken = allocated(() -> reader.verify(BlobSource.of(bomb.getValue())));
                    assertThat(taken).as("bytes allocated").isLessThan(MOST);
                }));
    }

    private static long allocated(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            work.run();
        } catch (OutOfMemoryError e) {
            throw new AssertionError("out of memory", e);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
