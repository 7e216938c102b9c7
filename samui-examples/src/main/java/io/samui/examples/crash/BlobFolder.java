package io.samui.examples.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files of the server's blob storage. */
record BlobFolder(Path root) {

    static final List<String> KINDS = List.of("images", "masks", "coco");

    /** A file's size in bytes and when it was last written. */
    record Blob(String key, long size, Instant modifiedAt) {

        /** One that a put had not finished. */
        boolean halfWritten() {
            return key.substring(key.lastIndexOf('/') + 1).startsWith(".");
        }
    }

    /** All files by key; one that goes away meanwhile may be among them or not. */
    Map<String, Blob> list() throws IOException {
        Map<String, Blob> blobs = new HashMap<>();
        for (String kind : KINDS) {
            Path folder = root.resolve(kind);
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.forEach(file -> add(blobs, kind + "/" + file.getFileName(), file));
                }
            }
        }
        return blobs;
    }

    private static void add(Map<String, Blob> blobs, String key, Path file) {
        try {
            blobs.put(
                    key,
                    new Blob(
                            key,
                            Files.size(file),
                            Files.getLastModifiedTime(file).toInstant()));
        } catch (NoSuchFileException e) {
            // deleted between the listing and the look
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
