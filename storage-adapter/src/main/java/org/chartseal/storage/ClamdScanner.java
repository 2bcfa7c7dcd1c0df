package org.chartseal.storage;

import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.chartseal.domain.documents.ContentScanner;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.jspecify.annotations.Nullable;

/**
 * Asks a clamd, or whatever speaks its protocol (clamd(8), the command {@code INSTREAM}), over TCP or a socket of this machine. The
 * content goes there while it is encrypted, so that nobody waits twice.
 */
final class ClamdScanner implements ContentScanner {

    private static final Logger LOG = Logger.getLogger(ClamdScanner.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SocketAddress address;
    private final boolean refusesWhileAway;
    private final Duration patience;

    /** @param refusesWhileAway whether content that could not be looked at is refused */
    ClamdScanner(SocketAddress address, boolean refusesWhileAway) {
        this(address, refusesWhileAway, PATIENCE);
    }

    /** @param patience how long it may be silent */
    ClamdScanner(SocketAddress address, boolean refusesWhileAway, Duration patience) {
        this.address = address;
        this.refusesWhileAway = refusesWhileAway;
        this.patience = patience;
    }

    @Override
    public Scan begin() {
        ClamdScan scan = new ClamdScan();
        scan.talk(() -> {
            scan.connection = new ClamdConnection(address, patience);
            scan.connection.command("INSTREAM");
        });
        return scan;
    }

    @Override
    public void check() {
        try (ClamdConnection connection = new ClamdConnection(address, patience)) {
            connection.command("PING");
            String answer = connection.answer();
            if (!answer.equals("PONG")) {
                throw new IOException("it answers " + answer);
            }
        } catch (IOException failure) {
            throw new Unavailable("scanner", Duration.ofSeconds(30), failure);
        }
    }

    @FunctionalInterface
    private interface Talk {
        void run() throws IOException;
    }

    private final class ClamdScan implements Scan {

        private @Nullable ClamdConnection connection;
        private boolean away;

        @Override
        public void next(byte[] bytes, int offset, int length) {
            ClamdConnection open = connection;
            if (away || open == null || length == 0) {
                return;
            }
            talk(() -> {
                if (open.hasAnswered()) {
                    judge(open.answer());
                    throw new IOException("it answered before the end");
                }
                open.send(bytes, offset, length);
            });
        }

        @Override
        public void finish() {
            ClamdConnection open = connection;
            if (away || open == null) {
                return;
            }
            talk(() -> {
                open.end();
                judge(open.answer());
            });
        }

        /** A connection that breaks may have brought an answer before. */
        private void talk(Talk talk) {
            try {
                talk.run();
            } catch (IOException failure) {
                ClamdConnection open = connection;
                if (open != null && open.hasAnswered()) {
                    lastWord(open);
                }
                away = true;
                LOG.log(Level.WARNING, "The virus scanner does not answer", failure);
                if (refusesWhileAway) {
                    throw Refused.because("attachment-not-scanned").at("file").causedBy(failure);
                }
            }
        }

        private void lastWord(ClamdConnection open) {
            try {
                judge(open.answer());
            } catch (IOException noWord) {
                LOG.log(Level.FINE, "no last word", noWord);
            }
        }

        private void judge(String answer) throws IOException {
            if (answer.endsWith(" FOUND")) {
                LOG.warning(() -> "The virus scanner refuses a file: " + answer);
                throw Refused.because("attachment-infected").at("file");
            }
            if (answer.contains("size limit exceeded")) {
                throw Refused.because("attachment-too-large-to-scan").at("file");
            }
            if (!answer.equals("stream: OK")) {
                throw new IOException("the virus scanner answers " + answer);
            }
        }

        @Override
        public void close() {
            ClamdConnection open = connection;
            if (open != null) {
                open.close();
            }
        }
    }
}
