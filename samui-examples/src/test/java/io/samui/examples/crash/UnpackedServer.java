package io.samui.examples.crash;

import java.nio.file.Path;

/** The server as the build unpacks it, with an archive of its classes: for tests that start many. */
final class UnpackedServer {

    private UnpackedServer() {}

    /** Its jar; where the build has not been, the one that it is made of. */
    static Path jar() {
        String unpacked = System.getProperty("samui.unpacked.jar");
        return ServerProcess.findJar(unpacked == null ? null : Path.of(unpacked));
    }
}
