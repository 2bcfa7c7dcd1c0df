package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hospital is backed up while people work, loses all but its ledger, and goes on elsewhere. */
@Journey
class BackupIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String SEALS = "SELECT record_id || '.' || version FROM record_version";
    private static final String WAITING =
            "SELECT count(*) FROM ledger_outbox WHERE kind = 'anchor-seal' AND state = 'pending'";

    @TempDir
    private Path folder;

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private Path words = Path.of("");
    private Path file = Path.of("");

    @BeforeEach
    void passphrase() throws IOException {
        words = Files.writeString(folder.resolve("words"), "nine small boats by the harbour " + run + "\n");
        file = folder.resolve("hospital.backup");
    }

    @Test
    void whatWasSealedGoesOnElsewhereAndWhatCameLaterIsMissed(Portal portal) throws Exception {
        Installation hospital = portal.installation();
        Signed during = signedWhileItIsBackedUp(portal);
        assertThat(command(hospital, true, "backup", "check"))
                .contains("is whole")
                .contains("objects");
        String later;
        try (Visit doctor = portal.signIn("doctor")) {
            later = order(doctor, "After the backup " + run);
            doctor.sealedWithoutReload();
        }
        Path ledger = copyOfTheLedger(hospital);
        try (Installation other = hospital.elsewhere("restored")) {
            String said = other.command(true, restore(ledger).toArray(String[]::new));
            assertThat(said).contains("Restored after").contains("objects");
            assertThat(other.command(true, "keys", "rotate")).contains("The former master key is gone");
            other.start();
            assertThat(other.command(false, "keys", "rotate")).contains("The portal runs");
            theRestoredOneHolds(portal.of(other), during, later);
            theLaterOneIsMissed(portal.of(other), later);
            nothingWasAnchoredTwice(other);
        }
    }

    /** What was signed while the ledger was away waits in the backup, and is on the ledger when the backup is restored. */
    private record Signed(String waiting, List<String> meanwhile) {}

    private Signed signedWhileItIsBackedUp(Portal portal) {
        Installation hospital = portal.installation();
        List<String> meanwhile = new ArrayList<>();
        try (Visit doctor = portal.signIn("doctor")) {
            hospital.killLedger();
            String waiting;
            try {
                waiting = order(doctor, "Before the backup " + run);
                CompletableFuture<String> backup =
                        CompletableFuture.supplyAsync(() -> command(hospital, true, "backup"));
                do {
                    meanwhile.add(order(doctor, "Meanwhile " + meanwhile.size() + " " + run));
                } while (!backup.isDone());
                assertThat(backup.join()).contains("hospital.backup: ");
            } finally {
                hospital.start();
            }
            return new Signed(waiting, meanwhile);
        }
    }

    /** Signs an order and answers its seal. */
    private static String order(Visit doctor, String question) {
        doctor.open("/doctor/patients?q=Marchand");
        doctor.follow("Marchand, Élodie");
        new DoctorsDesk(doctor).orderPanel("C-reactive", question);
        String badge =
                String.valueOf(doctor.main().locator(".timeline a.seal").first().getAttribute("href"));
        return badge.substring(badge.lastIndexOf('/') + 1);
    }

    private String command(Installation installation, boolean mustSucceed, String... command) {
        return installation.command(mustSucceed, withFile(command).toArray(String[]::new));
    }

    private List<String> withFile(String... command) {
        return Stream.concat(Stream.of(command), Stream.of(file.toString(), "--passphrase-file", words.toString()))
                .toList();
    }

    private List<String> restore(Path ledger) {
        List<String> command = new ArrayList<>(withFile("restore"));
        if (!Installation.onFabric()) {
            command.addAll(List.of("--ledger-dir", ledger.toString()));
        }
        return command;
    }

    /** The disk that outlived the others; a network outlives the hospital by itself. */
    private Path copyOfTheLedger(Installation hospital) throws IOException {
        Path from = hospital.data().resolve("ledger");
        Path to = folder.resolve("ledger");
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
        return to;
    }

    private static void theRestoredOneHolds(Portal restored, Signed during, String later) throws SQLException {
        List<String> seals = texts(restored.installation(), SEALS);
        assertThat(seals).contains(during.waiting()).doesNotContain(later);
        assertThat(during.meanwhile()).isNotEmpty();
        try (Visit patient = restored.signInOnPhone("patient")) {
            patient.open("/patient/results");
            patient.page().locator("main a[href^='/patient/results/']").first().click();
            patient.page().locator("main a[href^='/verify/']").first().click();
            PlaywrightAssertions.assertThat(patient.page().locator("main .verdict"))
                    .containsText("Verified");
        }
        try (Visit doctor = restored.signIn("doctor")) {
            doctor.until(PATIENCE, () -> {
                doctor.open("/verify/" + during.waiting());
                return doctor.main().locator(".verdict").textContent().contains("Verified");
            });
            order(doctor, "In the new place");
            doctor.sealedWithoutReload();
        }
    }

    private static void theLaterOneIsMissed(Portal restored, String later) {
        try (Visit auditor = restored.signIn("auditor")) {
            String shown = later.substring(0, 8);
            Locator row = auditor.main().locator("tr.row-wrong", new Locator.LocatorOptions().setHasText(shown));
            auditor.until(PATIENCE, () -> {
                auditor.open("/audit/integrity");
                return row.count() > 0;
            });
            PlaywrightAssertions.assertThat(row.first()).containsText("Known by its seal, content missing");
            auditor.looksGoodEverywhere("audit-content-missing");
        }
    }

    private static void nothingWasAnchoredTwice(Installation restored) throws SQLException {
        assertThat(texts(restored, "SELECT seal FROM ledger_seal WHERE writes > 1"))
                .isEmpty();
        assertThat(texts(restored, WAITING)).containsExactly("0");
        // The heads of the access log are another matter: those that were made after the backup stay the ledger's.
        assertThat(texts(
                        restored,
                        "SELECT subject FROM ledger_outbox WHERE state = 'refused' AND kind <> 'anchor-root'"))
                .isEmpty();
    }

    private static List<String> texts(Installation installation, String query) throws SQLException {
        Properties settings = installation.settings();
        List<String> texts = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(
                        settings.getProperty("chartseal.db.url"),
                        settings.getProperty("chartseal.db.user"),
                        settings.getProperty("chartseal.db.password"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    @Test
    void oneThatIsKilledLeavesNothingThatLooksWhole(Portal portal) {
        Installation hospital = portal.installation();
        Path unfinished = folder.resolve("hospital.backup.unfinished");
        hospital.commandKilledWhen(
                () -> Files.exists(unfinished) && unfinished.toFile().length() > 1 << 20,
                withFile("backup").toArray(String[]::new));
        assertThat(file).doesNotExist();
        assertThat(hospital.command(
                        false, "backup", "check", unfinished.toString(), "--passphrase-file", words.toString()))
                .contains("not whole");

        command(hospital, true, "backup");
        assertThat(unfinished).doesNotExist();
        Installation other = hospital.elsewhere("killed");
        other.commandKilledWhen(
                () -> Files.isDirectory(other.data().resolve("storage").resolve("00"))
                        || isMoreThanHalf(other.data().resolve("storage")),
                withFile("restore").toArray(String[]::new));
        assertThat(other.command(false, "start")).contains("did not come to its end");
        assertThat(command(other, true, "restore")).contains("Restored after");
        assertThat(command(other, false, "restore")).contains("is not empty");
        other.command(true, "reset", "--yes");
    }

    private static boolean isMoreThanHalf(Path storage) {
        String[] folders = storage.toFile().list();
        return folders != null && folders.length > 100;
    }

    @Test
    void aWrongPassphraseOrAnAlteredFileLeavesNothingBehind(Portal portal) throws IOException {
        Installation hospital = portal.installation();
        command(hospital, true, "backup");
        Installation other = hospital.elsewhere("refused");
        Path wrong = Files.writeString(folder.resolve("wrong"), "nine small boats by the pier");
        assertThat(other.command(false, "restore", file.toString(), "--passphrase-file", wrong.toString()))
                .contains("The passphrase is not the one");
        assertThat(other.data()).doesNotExist();

        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - bytes.length / 4] ^= 1;
        Files.write(file, bytes);
        assertThat(command(other, false, "restore")).contains("not whole, or was altered");
        assertThat(other.data()).doesNotExist();
    }
}
