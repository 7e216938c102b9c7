package io.samui.storage.fs;

import io.samui.core.storage.BlobInfo;
import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobStorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lists files by key, a directory at a time: memory is bounded by the largest directory. A directory sorts as its name with a
 * slash, so that the order is that of whole keys.
 */
final class SortedListing {

    private record Entry(Path path, String key, boolean directory) {
        String order() {
            return directory ? key + "/" : key;
        }
    }

    private SortedListing() {}

    static Stream<BlobInfo> of(Path root, String prefix) {
        return list(root, "", prefix);
    }

    private static Stream<BlobInfo> list(Path directory, String parent, String prefix) {
        return entries(directory, parent).stream()
                .filter(entry ->
                        entry.order().startsWith(prefix) || (entry.directory() && prefix.startsWith(entry.order())))
                .sorted(Comparator.comparing(Entry::order))
                .flatMap(entry -> entry.directory() ? list(entry.path(), entry.order(), prefix) : info(entry));
    }

    private static List<Entry> entries(Path directory, String parent) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> isKey(parent + file.getFileName()))
                    .map(file -> new Entry(
                            file, parent + file.getFileName(), Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | UncheckedIOException e) {
            throw new BlobStorageException("The blob directory " + directory + " could not be listed", e, true);
        }
    }

    /** What is no key, a temporary file or a volume's lost+found, holds no blobs and may not even be readable. */
    private static boolean isKey(String name) {
        try {
            return !new BlobKey(name).value().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Stream<BlobInfo> info(Entry entry) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(entry.path(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile()
                    ? Stream.of(new BlobInfo(
                            new BlobKey(entry.key()),
                            attributes.size(),
                            attributes.lastModifiedTime().toInstant()))
                    : Stream.empty();
        } catch (NoSuchFileException e) {
            return Stream.empty(); // deleted meanwhile
        } catch (IOException e) {
            throw new BlobStorageException("Blob " + entry.key() + " could not be looked at", e, true);
        }
    }
}
