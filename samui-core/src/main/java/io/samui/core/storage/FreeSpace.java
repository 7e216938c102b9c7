package io.samui.core.storage;

import java.util.OptionalLong;

/** What a {@link BlobStorage} implements besides where its room is limited and it can tell how much is left. Thread-safe. */
public interface FreeSpace {

    /** Bytes that can still be stored, about; empty when that cannot be told. Never throws. */
    OptionalLong freeBytes();
}
