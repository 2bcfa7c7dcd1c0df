package org.chartseal.launcher.part;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a connection profile says that the ledger's gateway is. */
record LedgerEndpoint(String host, int port) {
    private static final int CONNECT_MILLIS = 1_000;
    private static final Pattern PLACE = Pattern.compile("(?:\\w+://)?(.+):(\\d+)");

    /** Empty while there is no profile that can be read. */
    static Optional<LedgerEndpoint> read(Path profile) {
        try {
            JsonObject text = Http.json(Files.readString(profile)).asJsonObject();
            Matcher place = PLACE.matcher(text.getString("endpoint", ""));
            return place.matches()
                    ? Optional.of(new LedgerEndpoint(place.group(1), Integer.parseInt(place.group(2))))
                    : Optional.empty();
        } catch (IOException | ClassCastException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
