package org.chartseal.launcher.backup;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.ledger.ChannelRole;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.InstallationState;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.launcher.installation.LedgerChoice;
import org.chartseal.launcher.installation.PrivateFiles;
import org.chartseal.launcher.installation.Settings;
import org.chartseal.ledger.fabric.FabricChannels;
import org.chartseal.ledger.fabric.LedgerProfile;

/** How an installation reaches a ledger that is not its own: the profile, and the identity that it names. */
final class LedgerProfileFiles {
    private static final String PROFILE = "profile.json";
    private static final List<String> FILES = List.of("certificate", "privateKey", "tlsRoots");

    private LedgerProfileFiles() {}

    /** The profile that the owner named; empty where the ledger is of this machine. */
    static Optional<Path> named(Settings settings, InstallationState state) {
        Optional<Path> set = settings.find(Settings.LEDGER).map(Path::of);
        return set.isPresent() || !(state.ledger() instanceof LedgerChoice.Profiled profiled)
                ? set
                : Optional.of(profiled.profile());
    }

    /** Adds the profile with its files beside it. */
    static void write(Path profile, ArchiveWriter archive) throws IOException {
        JsonObject json = read(Files.readString(profile), profile);
        JsonObjectBuilder moved = Json.createObjectBuilder(json);
        for (String member : FILES) {
            if (json.get(member) instanceof JsonString path) {
                Path file = profile.toAbsolutePath().resolveSibling(path.getString());
                archive.add(Entries.PROFILE + member + ".pem", Files.readAllBytes(file));
                moved.add(member, member + ".pem");
            }
        }
        archive.add(Entries.PROFILE + PROFILE, moved.build().toString());
    }

    /** Where the restored profile lies. */
    static Path restored(Installation installation) {
        return folder(installation).resolve(PROFILE);
    }

    static void place(String name, InputStream content, Installation installation) throws IOException {
        String file = name.substring(Entries.PROFILE.length());
        if (!file.equals(PROFILE) && !FILES.contains(file.replaceFirst("\\.pem$", ""))) {
            throw new ArchiveDamaged("it has an entry " + name);
        }
        PrivateFiles.create(PrivateFiles.folder(folder(installation)).resolve(file), content);
    }

    private static Path folder(Installation installation) {
        return installation.ledger().resolve("profile");
    }

    private static JsonObject read(String text, Path profile) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        } catch (jakarta.json.JsonException e) {
            throw new LauncherFailure("The connection profile " + profile + " is not JSON.", e);
        }
    }

    /** How far the network is, channel by channel; it may be away. */
    static JsonObject position(Path profile) {
        JsonObjectBuilder position = Json.createObjectBuilder().add("kind", "fabric");
        try {
            LedgerProfile read = LedgerProfile.read(profile);
            try (FabricChannels channels = FabricChannels.open(read)) {
                JsonObjectBuilder each = Json.createObjectBuilder();
                read.channels().forEach((role, channel) -> each.add(channel.name(), position(channels, role)));
                position.add("channels", each);
            }
        } catch (Unavailable | IllegalArgumentException | java.io.UncheckedIOException away) {
            position.add("away", String.valueOf(away.getMessage()));
        }
        return position.build();
    }

    private static JsonObject position(FabricChannels channels, ChannelRole role) {
        EvidenceLedger ledger = channels.on(role);
        long height = ledger.height();
        String last = ledger.blocks(height - 1, 1).stream()
                .map(LedgerBlock::hash)
                .findFirst()
                .orElse("");
        return Json.createObjectBuilder()
                .add("height", height)
                .add("lastBlock", last)
                .build();
    }
}
