package org.chartseal.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/** How fast bytes go from one thread to another over a socket of this machine, with nothing done to them. */
final class Loopback {

    private static final int PIECE = 1 << 16;
    private static final double MEGABYTE = 1e6;

    private Loopback() {}

    /** MB/s over that many bytes. */
    static double measure(long bytes) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket sender = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket receiver = server.accept()) {
            Stopwatch watch = Stopwatch.start();
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(sender, bytes));
            InputStream in = receiver.getInputStream();
            byte[] piece = new byte[PIECE];
            long arrived = 0;
            while (arrived < bytes) {
                int read = in.read(piece);
                if (read < 0) {
                    throw new IOException("the socket broke");
                }
                arrived += read;
            }
            double seconds = watch.seconds();
            sent.join();
            return bytes / MEGABYTE / seconds;
        }
    }

    private static void send(Socket sender, long bytes) {
        byte[] piece = new byte[PIECE];
        try (OutputStream out = sender.getOutputStream()) {
            for (long left = bytes; left > 0; left -= PIECE) {
                out.write(piece, 0, (int) Math.min(left, PIECE));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
