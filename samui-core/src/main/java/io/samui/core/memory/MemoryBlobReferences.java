package io.samui.core.memory;

import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobReferences;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class MemoryBlobReferences implements BlobReferences {

    private final MemoryState state;

    MemoryBlobReferences(MemoryState state) {
        this.state = state;
    }

    @Override
    public Set<BlobKey> referenced(Collection<BlobKey> keys) {
        Set<BlobKey> wanted = Set.copyOf(keys);
        return state.unit.inTransaction(() -> Stream.concat(
                        state.images.all().map(image -> image.blobKey()),
                        state.results.all().flatMap(result -> Stream.of(result.maskKey(), result.cocoKey())))
                .filter(wanted::contains)
                .collect(Collectors.toSet()));
    }
}
