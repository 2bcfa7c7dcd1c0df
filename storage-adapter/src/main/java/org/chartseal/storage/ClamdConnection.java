package org.chartseal.storage;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One conversation with a clamd: a command, ended by a zero byte; for a stream pieces, each with its length in four bytes (big endian)
 * before it, and a length of zero at the end; one answer, ended by a zero byte.
 */
final class ClamdConnection implements AutoCloseable {

    private static final int LONGEST_ANSWER = 4096;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final Duration patience;
    private final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);

    /** @param patience how long connecting and each piece may take */
    ClamdConnection(SocketAddress address, Duration patience) throws IOException {
        this.patience = patience;
        SocketAddress found = resolved(address);
        channel = found instanceof InetSocketAddress
                ? SocketChannel.open()
                : SocketChannel.open(StandardProtocolFamily.UNIX);
        Selector opened = null;
        try {
            opened = Selector.open();
            channel.configureBlocking(false);
            key = channel.register(opened, SelectionKey.OP_CONNECT);
            selector = opened;
            if (!channel.connect(found)) {
                await(SelectionKey.OP_CONNECT);
                channel.finishConnect();
            }
        } catch (IOException | RuntimeException failure) {
            channel.close();
            if (opened != null) {
                opened.close();
            }
            throw failure instanceof IOException io ? io : new IOException(failure);
        }
    }

    private static SocketAddress resolved(SocketAddress address) {
        return address instanceof InetSocketAddress named && named.isUnresolved()
                ? new InetSocketAddress(named.getHostString(), named.getPort())
                : address;
    }

    void command(String name) throws IOException {
        write(ByteBuffer.wrap(("z" + name + "\0").getBytes(StandardCharsets.US_ASCII)));
    }

    void send(byte[] bytes, int offset, int count) throws IOException {
        length.clear().putInt(count).flip();
        write(length, ByteBuffer.wrap(bytes, offset, count));
    }

    void end() throws IOException {
        length.clear().putInt(0).flip();
        write(length);
    }

    /** Whether it said something, or hung up. */
    boolean hasAnswered() {
        try {
            key.interestOps(SelectionKey.OP_READ);
            selector.selectedKeys().clear();
            return selector.selectNow() > 0;
        } catch (IOException | RuntimeException closed) {
            return false;
        }
    }

    /** Without its zero byte. */
    String answer() throws IOException {
        ByteBuffer text = ByteBuffer.allocate(LONGEST_ANSWER);
        while (text.hasRemaining()) {
            await(SelectionKey.OP_READ);
            int before = text.position();
            if (channel.read(text) < 0) {
                throw new EOFException("it hung up");
            }
            for (int i = before; i < text.position(); i++) {
                if (text.get(i) == 0) {
                    return new String(text.array(), 0, i, StandardCharsets.UTF_8).strip();
                }
            }
        }
        throw new IOException("the answer has no end");
    }

    private void write(ByteBuffer... buffers) throws IOException {
        ByteBuffer last = buffers[buffers.length - 1];
        while (last.hasRemaining() || buffers[0].hasRemaining()) {
            if (channel.write(buffers) == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
    }

    private void await(int operation) throws IOException {
        key.interestOps(operation);
        selector.selectedKeys().clear();
        if (selector.select(patience.toMillis()) == 0) {
            throw new InterruptedIOException("no sign of it within " + patience);
        }
    }

    @Override
    public void close() {
        try (channel;
                selector) {
            key.cancel();
        } catch (IOException nobodyListensAnyMore) {
            // given up
        }
    }
}
