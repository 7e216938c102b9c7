package io.samui.core.persistence;

import io.samui.core.Stores;
import io.samui.core.testkit.jobs.ControlContract;
import io.samui.core.testkit.jobs.DeletionContract;
import io.samui.core.testkit.jobs.KeyedSubmissionContract;
import io.samui.core.testkit.jobs.PreviewContract;
import io.samui.core.testkit.jobs.RaceContract;
import io.samui.core.testkit.jobs.RetryContract;
import io.samui.core.testkit.jobs.SubmissionContract;
import io.samui.core.testkit.jobs.WorkContract;
import io.samui.core.testkit.stores.AnnotationStoresContract;
import io.samui.core.testkit.stores.ImageStatesContract;
import io.samui.core.testkit.stores.ImageStoresContract;
import io.samui.core.testkit.stores.ItemEndsContract;
import io.samui.core.testkit.stores.JobItemsContract;
import io.samui.core.testkit.stores.JobStoresContract;
import io.samui.core.testkit.stores.KeepingContract;
import io.samui.core.testkit.stores.QueueContract;
import io.samui.core.testkit.stores.RetentionContract;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** What every store promises, kept by PostgreSQL. */
class PostgresStoresTest {

    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = new PostgresServer();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Nested
    class Images extends ImageStoresContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return server.emptied();
        }
    }

    @Nested
    class Annotations extends AnnotationStoresContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return server.emptied();
        }
    }

    @Nested
    class States extends ImageStatesContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return server.emptied();
        }
    }

    @Nested
    class Jobs extends JobStoresContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return server.emptied();
        }
    }

    @Nested
    class Retaining extends RetentionContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return server.emptied();
        }
    }

    @Nested
    class Keeping extends KeepingContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return server.emptied();
        }
    }

    @Nested
    class Items extends JobItemsContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return server.emptied();
        }
    }

    @Nested
    class ItemEnds extends ItemEndsContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return server.emptied();
        }
    }

    @Nested
    class Retries extends RetryContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return server.emptied();
        }
    }

    @Nested
    class Previews extends PreviewContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return server.emptied();
        }
    }

    @Nested
    class Keys extends KeyedSubmissionContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return server.emptied();
        }
    }

    @Nested
    class Submissions extends SubmissionContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return server.emptied();
        }
    }

    @Nested
    class Deletions extends DeletionContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return server.emptied();
        }
    }

    @Nested
    class Races extends RaceContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return server.emptied();
        }
    }

    @Nested
    class Queue extends QueueContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return server.emptied();
        }
    }

    @Nested
    class Control extends ControlContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return server.emptied();
        }
    }

    @Nested
    class Work extends WorkContract {
        @Override
        protected Stores openEmpty() throws Exception {
            return server.emptied();
        }
    }

    @Nested
    class HostsTransactions extends HostTransactionsContract {
        @Override
        PostgresServer emptyServer() throws SQLException {
            server.openEmpty().close();
            return server;
        }
    }
}
