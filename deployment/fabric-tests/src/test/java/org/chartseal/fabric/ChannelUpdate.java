package org.chartseal.fabric;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.chartseal.launcher.fabric.Hospital;

/** A change of a channel's configuration, made as Fabric's documentation says: fetch, decode, edit, compute, sign, update. */
final class ChannelUpdate {

    private final FabricAdministration network;
    private final Path folder;
    private final String channel;

    ChannelUpdate(FabricAdministration network, Path folder, String channel) {
        this.network = network;
        this.folder = folder;
        this.channel = channel;
    }

    /** How long orderers wait for company; the orderers' administrator decides that alone. */
    void batchTimeout(String timeout) {
        Path update = update(config -> edit(
                config, "/channel_group/groups/Orderer/values/BatchTimeout/value/timeout", Json.createValue(timeout)));
        network.asOrderersAdmin("peer", channelCommand("update", update));
    }

    /** Takes another hospital into the channel; both hospitals sign. */
    void add(String name, JsonObject organisation) {
        Path update = update(config -> edit(config, "/channel_group/groups/Application/groups/" + name, organisation));
        network.asAdmin(Hospital.B, "peer", "channel", "signconfigtx", "-f", update.toString());
        network.asAdmin(Hospital.A, "peer", channelCommand("update", update));
    }

    private static JsonObject edit(JsonObject config, String pointer, JsonValue value) {
        return Json.createPointer(pointer).add(config, value);
    }

    private String[] channelCommand(String verb, Path file) {
        List<String> arguments = new ArrayList<>(List.of("channel", verb));
        arguments.addAll(
                verb.equals("update")
                        ? List.of("-f", file.toString(), "-c", channel)
                        : List.of("config", file.toString(), "-c", channel));
        arguments.addAll(network.orderer());
        return arguments.toArray(String[]::new);
    }

    private Path update(UnaryOperator<JsonObject> edit) {
        Path block = folder.resolve("configuration.block");
        network.asAdmin(Hospital.A, "peer", channelCommand("fetch", block));
        JsonObject config = decode(block, "common.Block")
                .getJsonObject("data")
                .getJsonArray("data")
                .getJsonObject(0)
                .getJsonObject("payload")
                .getJsonObject("data")
                .getJsonObject("config");
        Path original = encode(config, "common.Config", "original.pb");
        Path updated = encode(edit.apply(config), "common.Config", "updated.pb");
        Path difference = folder.resolve("difference.pb");
        translate(
                "compute_update",
                "--channel_id=" + channel,
                "--original=" + original,
                "--updated=" + updated,
                "--output=" + difference);
        return encode(enveloped(decode(difference, "common.ConfigUpdate")), "common.Envelope", "update.pb");
    }

    private JsonObject enveloped(JsonObject difference) {
        JsonObject header = Json.createObjectBuilder()
                .add("channel_id", channel)
                .add("type", 2)
                .build();
        return Json.createObjectBuilder()
                .add(
                        "payload",
                        Json.createObjectBuilder()
                                .add("header", Json.createObjectBuilder().add("channel_header", header))
                                .add("data", Json.createObjectBuilder().add("config_update", difference)))
                .build();
    }

    private JsonObject decode(Path file, String type) {
        Path decoded = folder.resolve("decoded.json");
        translate("proto_decode", "--input=" + file, "--type=" + type, "--output=" + decoded);
        try {
            return FabricAdministration.json(Files.readString(decoded));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path encode(JsonObject content, String type, String name) {
        Path json = folder.resolve(name + ".json");
        Path encoded = folder.resolve(name);
        try {
            Files.writeString(json, content.toString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        translate("proto_encode", "--input=" + json, "--type=" + type, "--output=" + encoded);
        return encoded;
    }

    private void translate(String... arguments) {
        network.asAdmin(Hospital.A, "configtxlator", Arrays.copyOf(arguments, arguments.length));
    }
}
