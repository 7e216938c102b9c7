package io.samui.rest;

import io.samui.core.ConfigurationException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether the port is free before anything else is opened: the container would find out last, when the queue works
 * already.
 */
final class PortProbe {

    private PortProbe() {}

    /**
     * @param address null for all of the machine's
     * @param port    0 for any
     * @throws ConfigurationException when somebody else listens there
     */
    static void requireFree(@Nullable InetAddress address, int port) {
        if (port <= 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // as the container does, for connections of an earlier run that fade away
            socket.bind(new InetSocketAddress(address, port));
        } catch (IOException e) {
            String place = address == null ? "" : " of " + address.getHostAddress();
            throw new ConfigurationException(
                    "Port " + port + place + " cannot be used (" + e.getMessage()
                            + "). Stop the program that uses it, or choose another with --server.port=" + (port + 1),
                    e);
        }
    }
}
