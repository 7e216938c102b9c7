package io.samui.rest;

import io.samui.core.ConfigurationException;
import io.samui.core.Samui;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Where uploads are while they come: on the disk that will keep them, since a system's own folder for such files is often in memory.
 * What uploads left there that were cut off by a kill goes when the server starts.
 */
@Component
class UploadFolder {

    private static final Logger LOG = LoggerFactory.getLogger(UploadFolder.class);

    /** What the container calls its files. */
    private static final String LEFTOVERS = "upload_*.tmp";

    /**
     * Makes the folder and tidies it.
     *
     * @param samui is open, so that no other server uses this data directory
     */
    UploadFolder(Settings settings, Samui samui) {
        of(settings).ifPresent(UploadFolder::prepare);
    }

    /** Empty where there is no data directory: the container uses the system's folder then. */
    static Optional<Path> of(Settings settings) {
        return Optional.ofNullable(settings.value(Settings.DATA_DIRECTORY))
                .map(directory -> Path.of(directory).toAbsolutePath().resolve("uploads"));
    }

    private static void prepare(Path folder) {
        try {
            Files.createDirectories(folder);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, LEFTOVERS)) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                    LOG.info("Deleted {}, which an interrupted upload left", file);
                }
            }
        } catch (IOException e) {
            throw new ConfigurationException(
                    "Uploads need a folder that can be written: " + folder + " (" + e.getMessage() + ")", e);
        }
    }
}
