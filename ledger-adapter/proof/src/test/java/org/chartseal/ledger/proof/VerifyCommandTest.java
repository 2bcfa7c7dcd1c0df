package org.chartseal.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.chartseal.domain.bundle.BundleManifest;
import org.chartseal.domain.bundle.BundleManifest.Reading;
import org.chartseal.domain.bundle.BundleManifest.Sealed;
import org.chartseal.domain.ledger.SealId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command tells what it found in words and in its exit code. */
class VerifyCommandTest {

    private final TestHospitals hospitals = new TestHospitals();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private Sealed sealed = hospitals.seal(
            new SealId(UUID.fromString("00000000-0000-4000-8000-000000000001"), 1),
            Optional.empty(),
            hospitals.register());

    @BeforeEach
    void roots() throws IOException {
        hospitals.roots().write(folder.resolve("roots"));
    }

    private int run(Path bundle, String... more) {
        CommandLine line = new CommandLine(new VerifyCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        String[] arguments = {
            bundle.toString(), "--roots", folder.resolve("roots").toString()
        };
        String[] all = java.util.stream.Stream.concat(java.util.Arrays.stream(arguments), java.util.Arrays.stream(more))
                .toArray(String[]::new);
        return line.execute(all);
    }

    private Path zip(ForgedBundle bundle) throws IOException {
        Path file = folder.resolve("record.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file), StandardCharsets.UTF_8)) {
            for (Map.Entry<String, ByteString> each : bundle.files().entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue().toByteArray());
                zip.closeEntry();
            }
        }
        return file;
    }

    @Test
    void aRecordThatIsProvedIsValid() throws IOException {
        assertThat(run(zip(hospitals.bundle()))).isZero();
        assertThat(out.toString())
                .contains("valid    " + sealed.seal() + "  note, signed 2026-05-04T09:30:00.000Z by "
                        + TestHospitals.AUTHOR + ", in block 2 of 2026-05-04T09:30:00.000Z")
                .contains("1 of 1 records of patient " + TestHospitals.PATIENT
                        + " are proved, by channel emr up to block 2.")
                .endsWith("VALID" + System.lineSeparator())
                .doesNotContain("channel.json");
    }

    @Test
    void programsReadIt() throws IOException {
        assertThat(run(zip(hospitals.bundle()), "--json")).isZero();
        assertThat(out.toString())
                .startsWith("{\"channel\":\"emr\",\"head\":{")
                .contains("\"result\":\"valid\"", "\"anchoredAt\":\"2026-05-04T09:30:00.000Z\"");
    }

    @Test
    void whatIsOnlyForReadingIsTold() throws IOException {
        ByteString pages = ByteString.copyFromUtf8("pages");
        ForgedBundle bundle = hospitals.bundle();
        List<Reading> reading = new ArrayList<>();
        for (String path : List.of("README.txt", "record.pdf", "resources/Appointment/1.json")) {
            bundle.alter(path, old -> pages);
            reading.add(new Reading(path, BundleContent.sha256(pages)));
        }
        bundle.relist(old -> new BundleManifest(
                old.patient(),
                old.channel(),
                old.contract(),
                old.head(),
                old.records(),
                old.missing(),
                old.blocks(),
                reading));

        assertThat(run(zip(bundle))).isZero();
        assertThat(out.toString())
                .contains("Only for reading, and not proved by this check: README.txt, record.pdf, resources/ (1).")
                .endsWith("VALID" + System.lineSeparator());
        assertThat(run(zip(bundle), "--json")).isZero();
        assertThat(out.toString())
                .contains("\"unproved\":[\"README.txt\",\"record.pdf\",\"resources/Appointment/1.json\"]");
    }

    @Test
    void whatIsWrongIsTold() throws IOException {
        ForgedBundle bundle = hospitals.bundle().alter(sealed.path(), TestBytes::flipLast);
        assertThat(run(zip(bundle))).isEqualTo(1);
        assertThat(out.toString())
                .contains("REFUSED  " + sealed.seal())
                .contains("the record's content was altered: " + sealed.path())
                .contains("0 of 1 records")
                .endsWith("REFUSED" + System.lineSeparator());
    }

    @Test
    void aFileThatBrokeOffIsNoBundle() throws IOException {
        Path file = zip(hospitals.bundle());
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThat(run(file)).isEqualTo(1);
        assertThat(out.toString()).contains("this is not a bundle, or not a whole one");
    }

    @Test
    void withoutFileOrRootsNothingIsChecked() throws IOException {
        assertThat(run(folder.resolve("nothing.zip"))).isEqualTo(2);
        assertThat(err.toString()).contains("Not checked").contains("nothing.zip");
        Path file = zip(hospitals.bundle());
        try (java.util.stream.Stream<Path> certificates = Files.list(folder.resolve("roots"))) {
            for (Path each : certificates.toList()) {
                Files.delete(each);
            }
        }
        assertThat(run(file)).isEqualTo(2);
        assertThat(err.toString()).contains("no certificate");
    }

    @Test
    void whoHasNoFirstBlockIsToldWhatThatMeans() throws IOException {
        Files.delete(folder.resolve("roots").resolve(Roots.CHANNEL));
        assertThat(run(zip(hospitals.bundle()))).isZero();
        assertThat(out.toString()).contains("channel.json");
    }

    @Test
    void rootsAreReadAsTheyWereWritten() throws IOException {
        assertThat(Roots.read(folder.resolve("roots"))).isEqualTo(hospitals.roots());
    }
}
