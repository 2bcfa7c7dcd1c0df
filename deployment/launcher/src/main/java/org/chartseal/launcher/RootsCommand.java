package org.chartseal.launcher;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.InstallationState;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.launcher.installation.Settings;
import org.chartseal.launcher.part.Parts;
import org.chartseal.ledger.fabric.ChannelRoots;
import org.chartseal.ledger.fabric.LedgerProfile;
import org.chartseal.ledger.proof.Roots;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Writes what must be carried to where records are checked without any connection. */
@Command(
        name = "roots",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the root certificates of the ledger's organisations into a folder, for ./chartseal verify.",
            "Whoever checks records should compare the fingerprints with those that each organisation gives out itself."
        })
final class RootsCommand implements Callable<Integer> {

    @ParentCommand
    private @Nullable Chartseal chartseal;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "the folder, made if there is none")
    private @Nullable Path out;

    @Override
    public Integer call() {
        Path folder = Objects.requireNonNull(out);
        Roots roots = read();
        try {
            roots.write(folder);
        } catch (IOException failed) {
            throw new LauncherFailure("Cannot write to " + folder + ": " + failed.getMessage(), failed);
        }
        PrintWriter told = Objects.requireNonNull(spec).commandLine().getOut();
        told.println("Root certificates, by SHA-256:");
        for (Map.Entry<String, Set<X509Certificate>> organisation :
                roots.organisations().entrySet()) {
            organisation
                    .getValue()
                    .forEach(each -> told.println("  " + organisation.getKey() + "  " + fingerprint(each)));
        }
        roots.channel()
                .ifPresent(channel ->
                        told.println("Channel " + channel.name() + " begins with block " + channel.firstBlock() + "."));
        told.println("Written to " + folder + ".");
        told.flush();
        return 0;
    }

    private Roots read() {
        Path profile = profile();
        try {
            return ChannelRoots.read(LedgerProfile.read(profile));
        } catch (UncheckedIOException unreadable) {
            throw new LauncherFailure(
                    "The ledger has no connection profile yet (" + profile + "). Start it once: ./chartseal start.",
                    unreadable);
        } catch (Unavailable away) {
            throw new LauncherFailure("The ledger does not answer. Start it: ./chartseal start.", away);
        } catch (CertificateException malformed) {
            throw new LauncherFailure(
                    "An organisation's certificates make no sense: " + malformed.getMessage(), malformed);
        }
    }

    private Path profile() {
        Chartseal parent = Objects.requireNonNull(chartseal);
        Installation installation = parent.installation();
        InstallationState state = installation
                .state()
                .orElseThrow(() -> new LauncherFailure("There is no installation in " + installation.root() + "."));
        String own = Parts.of(parent.distribution(), installation, state)
                .ledger()
                .portalSettings()
                .get(Settings.LEDGER);
        return Path.of(Optional.ofNullable(own)
                .or(() -> installation.settings().find(Settings.LEDGER))
                .orElseThrow());
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.ofDelimiter(":")
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
