package io.samui.examples.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Waits for the moment of a kill. Moments between a blob and its row are too short to be met by chance, so that some kills come at
 * once when the file system tells of a file. (Where it tells late, as on macOS, these come at some moment, too.)
 */
final class KillMoment {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private KillMoment() {}

    /** What a kill waits for. */
    enum Aim {
        ANY_TIME("at any time", "", StandardWatchEventKinds.ENTRY_CREATE),
        NEW_MASK("at a new mask", "masks", StandardWatchEventKinds.ENTRY_CREATE),
        NEW_COCO("at a new COCO file", "coco", StandardWatchEventKinds.ENTRY_CREATE),
        HALF_WRITTEN("at a half-written mask", "masks", StandardWatchEventKinds.ENTRY_CREATE),
        NEW_IMAGE("in an upload", "images", StandardWatchEventKinds.ENTRY_CREATE),
        DELETED_IMAGE("in a delete, at its image", "images", StandardWatchEventKinds.ENTRY_DELETE),
        DELETED_MASK("in a delete, at a mask", "masks", StandardWatchEventKinds.ENTRY_DELETE),
        STARTING("while starting", "", StandardWatchEventKinds.ENTRY_CREATE);

        private final String title;
        private final String kind;
        private final WatchEvent.Kind<Path> event;

        Aim(String title, String kind, WatchEvent.Kind<Path> event) {
            this.title = title;
            this.kind = kind;
            this.event = event;
        }

        String title() {
            return title;
        }

        private boolean meant(WatchEvent<?> seen) {
            boolean dot = String.valueOf(seen.context()).startsWith(".");
            return seen.kind().equals(event) && dot == (this == HALF_WRITTEN);
        }
    }

    /** Lets that much time go by, then waits for the first file that is meant, but not for long. */
    static void await(Aim aim, Duration delay, BlobFolder blobs) throws IOException, InterruptedException {
        TimeUnit.NANOSECONDS.sleep(delay.toNanos());
        if (aim.kind.isEmpty()) {
            return;
        }
        Path folder = Files.createDirectories(blobs.root().resolve(aim.kind));
        try (WatchService watch = folder.getFileSystem().newWatchService()) {
            folder.register(watch, aim.event);
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!seen(aim, watch, end - System.nanoTime())) {
                if (System.nanoTime() > end) {
                    return;
                }
            }
        }
    }

    private static boolean seen(Aim aim, WatchService watch, long nanos) throws InterruptedException {
        WatchKey key = watch.poll(nanos, TimeUnit.NANOSECONDS);
        if (key == null) {
            return false;
        }
        boolean found = key.pollEvents().stream().anyMatch(aim::meant);
        key.reset();
        return found;
    }
}
