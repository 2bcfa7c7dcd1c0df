package org.chartseal.ledger.fabric;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.chartseal.domain.ledger.ChannelRole;

/**
 * How to reach a network, as a connection profile states it. Paths in a profile are relative to its own folder.
 *
 * @param kind {@code solo} or {@code fabric}
 * @param endpoint host and port of a gateway peer
 * @param channels the network's channels by what they are for; there is always one for records
 * @param mspId the organisation in whose name this client acts
 * @param certificate of the client, PEM
 * @param privateKey of the client, PEM
 * @param tlsRoots certificates that vouch for the peer, PEM
 * @param serverName the name that the peer's TLS certificate must carry
 */
public record LedgerProfile(
        String kind,
        String endpoint,
        Map<ChannelRole, Channel> channels,
        String mspId,
        Path certificate,
        Path privateKey,
        Path tlsRoots,
        String serverName) {

    /**
     * A channel of the network.
     *
     * @param name as the network knows it
     * @param chaincode the contract's name on it
     */
    public record Channel(String name, String chaincode) {}

    public LedgerProfile {
        channels = Collections.unmodifiableMap(new EnumMap<>(channels));
        if (!channels.containsKey(ChannelRole.EMR)) {
            throw new IllegalArgumentException("a connection profile needs a channel for records");
        }
    }

    /** The channel that holds the evidence about records. */
    public String channel() {
        return records().name();
    }

    /** The contract's name on the channel for records. */
    public String chaincode() {
        return records().chaincode();
    }

    private Channel records() {
        return Objects.requireNonNull(channels.get(ChannelRole.EMR));
    }

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
                channels(json, file),
                text(json, "mspId", file),
                readable(file, text(json, "certificate", file)),
                readable(file, text(json, "privateKey", file)),
                readable(file, text(json, "tlsRoots", file)),
                text(json, "serverName", file));
    }

    /** With the member {@code channels} the network has a channel for several roles, else the one channel is for records. */
    private static Map<ChannelRole, Channel> channels(JsonObject json, Path file) {
        if (!(json.get("channels") instanceof JsonObject named)) {
            return Map.of(ChannelRole.EMR, namedChannel(json, file));
        }
        Map<ChannelRole, Channel> channels = new EnumMap<>(ChannelRole.class);
        for (String code : named.keySet()) {
            ChannelRole role = ChannelRole.ofCode(code)
                    .orElseThrow(() -> wrong(file, "names a channel for " + code + ", which is no role of a channel"));
            if (!(named.get(code) instanceof JsonObject channel)) {
                throw wrong(file, "has no channel and chaincode for " + code);
            }
            channels.put(role, namedChannel(channel, file));
        }
        if (!channels.containsKey(ChannelRole.EMR)) {
            throw wrong(file, "has channels, but none for " + ChannelRole.EMR.code());
        }
        return channels;
    }

    private static Channel namedChannel(JsonObject json, Path file) {
        return new Channel(text(json, "channel", file), text(json, "chaincode", file));
    }

    private static IllegalArgumentException wrong(Path file, String what) {
        return new IllegalArgumentException("the ledger's connection profile " + file + " " + what);
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
            throw wrong(file, "has no " + member);
        }
        return value;
    }

    private static Path readable(Path profile, String path) {
        Path resolved = profile.toAbsolutePath().resolveSibling(path);
        if (!Files.isReadable(resolved)) {
            throw wrong(profile, "names a file that cannot be read: " + resolved);
        }
        return resolved;
    }
}
