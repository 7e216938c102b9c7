package io.samui.core.persistence;

import io.samui.core.Stores;
import io.samui.core.testkit.jobs.KeptOpen;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The same stores for each test of a class, with nothing in them: most of a test's time would go into making them. */
final class LastingStores implements AutoCloseable {

    /** Takes every row out of what was opened. */
    interface Emptier {
        void empty() throws SQLException;
    }

    private final Callable<Stores> opener;
    private final Emptier emptier;
    private @Nullable Stores lasting;

    /**
     * @param opener opens stores with nothing in them
     */
    LastingStores(Callable<Stores> opener, Emptier emptier) {
        this.opener = opener;
        this.emptier = emptier;
    }

    /** Empty, whatever a test before left. Their own close does nothing. */
    Stores emptied() throws Exception {
        if (lasting == null) {
            lasting = opener.call();
        } else {
            emptier.empty();
        }
        return new KeptOpen(lasting);
    }

    @Override
    public void close() {
        if (lasting != null) {
            lasting.close();
        }
    }
}
