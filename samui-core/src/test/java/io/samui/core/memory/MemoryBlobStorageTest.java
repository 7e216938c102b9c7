package io.samui.core.memory;

import io.samui.core.storage.BlobStorage;
import io.samui.core.testkit.storage.BlobStorageContract;
import java.time.Clock;

class MemoryBlobStorageTest extends BlobStorageContract {

    @Override
    protected BlobStorage openEmpty() {
        return new MemoryBlobStorage(Clock.systemUTC());
    }
}
