package org.chartseal.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Who listens where. */
final class Sockets {
    private static final int PATIENCE_MILLIS = 1_000;

    private Sockets() {}

    static boolean isListening(int port) {
        return isListening(InetAddress.getLoopbackAddress(), port);
    }

    static boolean isListening(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
