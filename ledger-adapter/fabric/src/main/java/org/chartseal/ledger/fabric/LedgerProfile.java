package org.chartseal.ledger.fabric;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How to reach a network, as a connection profile states it. Paths in a profile are relative to its own folder.
 *
 * @param kind {@code solo} or {@code fabric}
 * @param endpoint host and port of a gateway peer
 * @param channel the channel that holds the evidence
 * @param chaincode the contract's name on that channel
 * @param mspId the organisation in whose name this client acts
 * @param certificate of the client, PEM
 * @param privateKey of the client, PEM
 * @param tlsRoots certificates that vouch for the peer, PEM
 * @param serverName the name that the peer's TLS certificate must carry
 */
public record LedgerProfile(
        String kind,
        String endpoint,
        String channel,
        String chaincode,
        String mspId,
        Path certificate,
        Path privateKey,
        Path tlsRoots,
        String serverName) {

    /**
     * Reads a profile.
     *
     * @throws IllegalArgumentException when a member is missing or a file cannot be read; the message names it
     */
    public static LedgerProfile read(Path file) {
        JsonObject json = object(file);
        return new LedgerProfile(
                text(json, "kind", file),
                text(json, "endpoint", file),
                text(json, "channel", file),
                text(json, "chaincode", file),
                text(json, "mspId", file),
                readable(file, text(json, "certificate", file)),
                readable(file, text(json, "privateKey", file)),
                readable(file, text(json, "tlsRoots", file)),
                text(json, "serverName", file));
    }

    private static JsonObject object(Path file) {
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
            return reader.readObject();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the ledger's connection profile " + file, failure);
        }
    }

    private static String text(JsonObject json, String member, Path file) {
        String value = json.getString(member, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException("the ledger's connection profile " + file + " has no " + member);
        }
        return value;
    }

    private static Path readable(Path profile, String path) {
        Path resolved = profile.toAbsolutePath().resolveSibling(path);
        if (!Files.isReadable(resolved)) {
            throw new IllegalArgumentException(
                    "the ledger's connection profile names a file that cannot be read: " + resolved);
        }
        return resolved;
    }
}
