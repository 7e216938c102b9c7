package io.samui.inference.djl;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets PyTorch ask Linux for huge pages. On a CPU it takes each tensor's memory anew from the system and gives it back at once, and
 * where pages are small, most of an encoder's time goes into the faults of their first use.
 */
final class HugePages {

    /** PyTorch looks once, at its first tensor of 2 MB: only in the process's environment, which Java does not let one change. */
    static final String VARIABLE = "THP_MEM_ALLOC_ENABLE";

    private static final Logger log = LoggerFactory.getLogger(HugePages.class);

    private HugePages() {}

    /** Before PyTorch's libraries are loaded. Does nothing where the environment says what it wants, or where there is no Linux. */
    static void askFor() {
        if (!Platform.isLinux() || System.getenv(VARIABLE) != null) {
            return;
        }
        try {
            int keepIfThere = 0;
            Function.getFunction(Platform.C_LIBRARY_NAME, "setenv")
                    .invokeInt(new Object[] {VARIABLE, "1", keepIfThere});
        } catch (LinkageError e) {
            // slower, and no less right
            log.debug("PyTorch goes without huge pages", e);
        }
    }
}
