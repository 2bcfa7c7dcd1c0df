package org.chartseal.ledger.fabric;

import jakarta.json.JsonException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import org.chartseal.ledger.fabric.ProfileDefect.Kind;

/**
 * Tries a connection profile on its network: its files, its identity, the peer, the channel, the contract. Asks only what
 * changes nothing.
 */
public final class ProfileCheck {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Deadlines PATIENT = new Deadlines(LONG, LONG, LONG, LONG);

    private final Clock clock;

    /** @param clock by which certificates are valid */
    public ProfileCheck(Clock clock) {
        this.clock = clock;
    }

    /**
     * What the profile leads to.
     *
     * @param endpoint of the peer that answers
     * @param organisation in whose name the client acts
     * @param firstBlock hash of the channel's first block, which no other channel has; hexadecimal
     */
    public record Found(String endpoint, String organisation, String firstBlock) {}

    /**
     * Answers when all that a portal needs is there.
     *
     * @throws ProfileDefect that says what is not
     */
    public Found check(Path file) {
        LedgerProfile profile = read(file);
        new ProfileIdentity(profile).check(clock.instant());
        try (GatewayConnection connection = connect(profile)) {
            ProfileNetwork network = new ProfileNetwork(connection.gateway(), profile);
            byte[] firstBlock = network.firstBlock();
            network.requireContract();
            network.requireCollection();
            return new Found(profile.endpoint(), profile.mspId(), HexFormat.of().formatHex(firstBlock));
        }
    }

    private static LedgerProfile read(Path file) {
        LedgerProfile profile;
        try {
            profile = LedgerProfile.read(file);
        } catch (UncheckedIOException unreadable) {
            Throwable cause = unreadable.getCause();
            String detail = cause instanceof NoSuchFileException ? "there is no such file" : String.valueOf(cause);
            throw new ProfileDefect(Kind.PROFILE_UNREADABLE, file.toString(), detail, unreadable);
        } catch (JsonException | ClassCastException noProfile) {
            throw new ProfileDefect(Kind.PROFILE_UNREADABLE, file.toString(), "it is not JSON", noProfile);
        } catch (IllegalArgumentException incomplete) {
            throw new ProfileDefect(
                    Kind.PROFILE_UNREADABLE, file.toString(), String.valueOf(incomplete.getMessage()), incomplete);
        }
        if (!profile.kind().equals("fabric")) {
            throw new ProfileDefect(Kind.NOT_FABRIC, file.toString(), profile.kind());
        }
        return profile;
    }

    private static GatewayConnection connect(LedgerProfile profile) {
        try {
            return GatewayConnection.open(profile, PATIENT);
        } catch (UncheckedIOException | IllegalArgumentException noRoots) {
            throw new ProfileDefect(
                    Kind.ROOTS_UNREADABLE,
                    profile.tlsRoots().toString(),
                    String.valueOf(noRoots.getMessage()),
                    noRoots);
        }
    }
}
