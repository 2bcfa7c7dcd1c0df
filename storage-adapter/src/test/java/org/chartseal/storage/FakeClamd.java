package org.chartseal.storage;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** A server that speaks clamd's protocol on a real socket: zPING and zINSTREAM, one command a connection. */
final class FakeClamd implements AutoCloseable {

    private final ServerSocketChannel server;
    private final int mostBytes;
    private final Function<String, String> verdict;
    private final Thread thread = new Thread(this::serve, "fake-clamd");

    /**
     * Listens at once.
     *
     * @param mostBytes its {@code StreamMaxLength}
     * @param verdict its answer to a stream; an empty one hangs up, one of a blank never answers
     */
    FakeClamd(SocketAddress address, int mostBytes, Function<String, String> verdict) throws IOException {
        this.mostBytes = mostBytes;
        this.verdict = verdict;
        server = address instanceof InetSocketAddress
                ? ServerSocketChannel.open()
                : ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(address);
        thread.setDaemon(true);
        thread.start();
    }

    static SocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    SocketAddress address() throws IOException {
        return server.getLocalAddress();
    }

    private void serve() {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept()) {
                talk(client);
            } catch (IOException gone) {
                // the next one, if there is one
            }
        }
    }

    private void talk(SocketChannel client) throws IOException {
        DataInputStream in = new DataInputStream(Channels.newInputStream(client));
        OutputStream out = Channels.newOutputStream(client);
        String command = command(in);
        String answer = switch (command) {
            case "zPING" -> "PONG";
            case "zINSTREAM" -> stream(in);
            default -> "UNKNOWN COMMAND";
        };
        if (answer.equals(" ")) {
            while (in.read() >= 0) {
                // silent until the other side gives up
            }
        } else if (!answer.isEmpty()) {
            out.write((answer + "\0").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String command(DataInputStream in) throws IOException {
        StringBuilder command = new StringBuilder();
        for (int next = in.read(); next > 0; next = in.read()) {
            command.append((char) next);
        }
        return command.toString();
    }

    private String stream(DataInputStream in) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int length = in.readInt(); length != 0; length = in.readInt()) {
            if (content.size() + length > mostBytes) {
                return "INSTREAM size limit exceeded. ERROR";
            }
            content.write(in.readNBytes(length));
        }
        return verdict.apply(content.toString(StandardCharsets.ISO_8859_1));
    }

    /** Returns when nothing is accepted any more: a thread that waits for somebody keeps the port open for a moment. */
    @Override
    public void close() throws IOException {
        server.close();
        try {
            thread.join(1_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
