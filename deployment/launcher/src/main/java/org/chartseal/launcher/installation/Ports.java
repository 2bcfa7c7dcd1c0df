package org.chartseal.launcher.installation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Finds ports of the loopback interface that nothing listens on. */
public final class Ports {
    /** Below the range from which systems draw ports for outgoing connections, so that none is lost to one of those. */
    private static final int FIRST = 20_000;

    private static final int LAST = 29_999;
    private static final int ATTEMPTS = 1_000;
    private static final int CONNECT_MILLIS = 1_000;

    private Ports() {}

    /** The port on 127.0.0.1, where every part listens. */
    public static InetSocketAddress loopback(int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /** Whether a process could listen on the port now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(loopback(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a process listens on the port now. */
    public static boolean isListening(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(loopback(port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Draws a free port that is none of {@code reserved}. */
    public static int choose(Set<Integer> reserved) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            if (!reserved.contains(port) && isFree(port)) {
                return port;
            }
        }
        throw new LauncherFailure("No free port between " + FIRST + " and " + LAST + " on the loopback interface.");
    }
}
