package io.samui.core.memory;

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
import org.junit.jupiter.api.Nested;

class MemoryStoresTest {

    @Nested
    class Images extends ImageStoresContract {
        @Override
        protected Stores openEmpty() {
            return new MemoryStores();
        }
    }

    @Nested
    class Annotations extends AnnotationStoresContract {
        @Override
        protected Stores openEmpty() {
            return new MemoryStores();
        }
    }

    @Nested
    class States extends ImageStatesContract {
        @Override
        protected Stores openEmpty() {
            return new MemoryStores();
        }
    }

    @Nested
    class Jobs extends JobStoresContract {
        @Override
        protected Stores openEmpty() {
            return new MemoryStores();
        }
    }

    @Nested
    class Retaining extends RetentionContract {
        @Override
        protected Stores openEmpty() {
            return new MemoryStores();
        }
    }

    @Nested
    class Keeping extends KeepingContract {
        @Override
        protected Stores openEmpty() {
            return new MemoryStores();
        }
    }

    @Nested
    class Items extends JobItemsContract {
        @Override
        protected Stores openEmpty() {
            return new MemoryStores();
        }
    }

    @Nested
    class ItemEnds extends ItemEndsContract {
        @Override
        protected Stores openEmpty() {
            return new MemoryStores();
        }
    }

    @Nested
    class Retries extends RetryContract {
        @Override
        protected Stores openEmpty() {
            return new MemoryStores();
        }
    }

    @Nested
    class Previews extends PreviewContract {
        @Override
        protected Stores openEmpty() {
            return new MemoryStores();
        }
    }

    @Nested
    class Keys extends KeyedSubmissionContract {
        @Override
        protected Stores openEmpty() {
            return new MemoryStores();
        }
    }

    @Nested
    class Submissions extends SubmissionContract {
        @Override
        protected Stores openEmpty() {
            return new MemoryStores();
        }
    }

    @Nested
    class Deletions extends DeletionContract {
        @Override
        protected Stores openEmpty() {
            return new MemoryStores();
        }
    }

    @Nested
    class Races extends RaceContract {
        @Override
        protected Stores openEmpty() {
            return new MemoryStores();
        }
    }

    @Nested
    class Queue extends QueueContract {
        @Override
        protected Stores openEmpty() {
            return new MemoryStores();
        }
    }

    @Nested
    class Control extends ControlContract {
        @Override
        protected Stores openEmpty() {
            return new MemoryStores();
        }
    }

    @Nested
    class Work extends WorkContract {
        @Override
        protected Stores openEmpty() {
            return new MemoryStores();
        }
    }
}
