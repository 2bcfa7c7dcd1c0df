package org.chartseal.launcher.fabric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.chartseal.launcher.installation.Folders;
import org.chartseal.launcher.installation.LauncherFailure;

/**
 * The contract as it was built.
 *
 * @param libraries folder of the contract and what it needs
 * @param version says which code it is: the beginning of a hash of its classes, the same from every build of that code
 */
record ContractCode(Path libraries, String version) {
    private static final int DIGITS = 12;

    static ContractCode built(Path libraries) {
        try (Stream<Path> entries = Files.list(libraries)) {
            Path contract = entries.filter(
                            entry -> entry.getFileName().toString().startsWith("chartseal-ledger-contract-"))
                    .findFirst()
                    .orElseThrow(() -> new LauncherFailure("The contract is not built. Run ./chartseal start."));
            return new ContractCode(libraries, hash(contract).substring(0, DIGITS));
        } catch (IOException e) {
            throw new LauncherFailure("The contract is not built. Run ./chartseal start.", e);
        }
    }

    /** A copy, so that a new build does not pull the classes from under a running service. */
    Path copyTo(Path folder) {
        Path copy = folder.resolve(version);
        Path complete = copy.resolve("complete");
        if (!Files.exists(complete)) {
            try {
                Folders.delete(copy);
                Folders.copyFiles(libraries, copy);
                Files.createFile(complete);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return copy;
    }

    /** Over names and contents alone: an archive also holds times. */
    private static String hash(Path archive) {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<ZipEntry> classes = new ArrayList<>(zip.stream()
                    .filter(entry -> entry.getName().endsWith(".class"))
                    .toList());
            classes.sort(Comparator.comparing(ZipEntry::getName));
            for (ZipEntry each : classes) {
                digest.update(each.getName().getBytes(java.nio.charset.StandardCharsets.UTF_8));
                digest.update(zip.getInputStream(each).readAllBytes());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
