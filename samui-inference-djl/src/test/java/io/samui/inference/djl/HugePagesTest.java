package io.samui.inference.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class HugePagesTest {

    private static final int MEGABYTES = 256;

    /** As the system's table of this process's memory says: a part's size in kB, and, lines below, its flags. */
    @Test
    void a_large_tensor_of_pytorch_lies_where_linux_may_use_huge_pages() throws IOException {
        assumeTrue(Files.exists(Path.of("/sys/kernel/mm/transparent_hugepage")), "this system has no huge pages");
        assumeTrue(System.getenv(HugePages.VARIABLE) == null, "the environment says what it wants");
        try (NDManager manager = PyTorchStart.engine().newBaseManager();
                NDArray tensor = manager.ones(new Shape(MEGABYTES << 20 >> 2))) {
            assertThat(largestAdvised(Files.readAllLines(Path.of("/proc/self/smaps"))))
                    .as("MB of the largest part with MADV_HUGEPAGE, beside a tensor %s", tensor.getShape())
                    .isGreaterThanOrEqualTo(MEGABYTES - 2);
        }
    }

    private static long largestAdvised(List<String> table) {
        long size = 0;
        long largest = 0;
        for (String line : table) {
            String[] words = line.split("\\s+");
            if (words[0].equals("Size:")) {
                size = Long.parseLong(words[1]) >> 10;
            } else if (words[0].equals("VmFlags:") && List.of(words).contains("hg")) {
                largest = Math.max(largest, size);
            }
        }
        return largest;
    }
}
