package org.chartseal.domain.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.bundle.BundleManifest.Sealed;
import org.chartseal.domain.bundle.ReadableRecord.Standing;
import org.chartseal.domain.consent.AccessGrant;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.ConsentContent;
import org.chartseal.domain.consent.GrantId;
import org.chartseal.domain.consent.Grantee;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.Permission;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.documents.ObjectContext;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.documents.RecordPart;
import org.chartseal.domain.documents.SealedObject;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.ledger.SealHeader;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Licence;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.records.AnchorOutbox;
import org.chartseal.domain.records.ContentField;
import org.chartseal.domain.records.ContentFields;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.records.RecordType;
import org.chartseal.domain.records.SealedFields;
import org.chartseal.domain.records.SealedFile;
import org.chartseal.domain.records.SealedSource;
import org.chartseal.domain.records.SealedSources;
import org.chartseal.domain.records.SealedVersions;
import org.chartseal.domain.records.SealingFixture;
import org.chartseal.domain.records.UnsealedSource;
import org.chartseal.domain.records.UnsealedSources;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.domain.testing.TestLedger;
import org.chartseal.domain.testing.TestPeople;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole record of a patient comes as one file with everything that proves it; what cannot come is named. */
class DownloadRecordIT {

    private static final String READS =
            "SELECT category || ' ' || what || ' ' || basis FROM access_log ORDER BY id DESC LIMIT 2";

    private static final byte[] PAGES = "pages".getBytes(StandardCharsets.UTF_8);

    private static final String FINDING =
            "INSERT INTO integrity_finding (found_at, seal, check_failed, detail) VALUES (now(), ?1, 'working-rows-match', '')";

    private static SealingFixture fixture;
    private static TestLedger ledger;

    private final Map<RecordId, List<SealedFile>> attached = new HashMap<>();
    private final List<UnsealedSource> beside = new ArrayList<>();
    private final List<ReadableRecord> printed = new ArrayList<>();

    @BeforeAll
    static void open() {
        fixture = new SealingFixture();
        ledger = new TestLedger();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    private <T> T with(Function<DownloadRecord, T> work) {
        return fixture.database.inTransaction(entities -> work.apply(download(entities)));
    }

    private DownloadRecord download(EntityManager entities) {
        OpenRecord door = new OpenRecord(
                new AccessPolicy(entities, SealingFixture.CLOCK), new AccessLog(entities), SealingFixture.CLOCK);
        SealedVersions versions = new SealedVersions(
                fixture.transactions(), fixture.objects, SealedSources.of(List.of(new WithFiles(attached))));
        return new DownloadRecord(
                door,
                fixture.transactions(),
                versions,
                fixture.objects,
                ledger,
                UnsealedSources.of(beside),
                SealedFields.of(List.of(new Text())),
                (record, output) -> {
                    printed.add(record);
                    output.write(PAGES);
                },
                SealingFixture.CLOCK);
    }

    /** What the fixture's notes say. */
    private static final class Text implements ContentFields {

        @Override
        public RecordType type() {
            return RecordType.NOTE;
        }

        @Override
        public List<ContentField> of(Resource sealed) {
            String text = ((Observation) sealed).getValueStringType().getValue();
            return List.of(ContentField.written("text", text), ContentField.written(ContentField.WHY, "because"));
        }
    }

    /** Notes to which files are attached. */
    private record WithFiles(Map<RecordId, List<SealedFile>> attached) implements SealedSource {

        @Override
        public RecordType type() {
            return RecordType.NOTE;
        }

        @Override
        public Resource currentContent(RecordId id) {
            throw new AssertionError("what was sealed is given, not the rows");
        }

        @Override
        public List<SealedFile> files(RecordId id, Optional<Resource> sealed) {
            return attached.getOrDefault(id, List.of());
        }
    }

    private void anchor() {
        new AnchorOutbox(fixture.transactions(), ledger, Runnable::run, SealingFixture.CLOCK).step();
    }

    private Actor patient() {
        return Actor.patient("jane", fixture.patient);
    }

    private Map<String, byte[]> downloaded() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DownloadRecord.Bundle bundle = with(download -> download.open(patient()));
        Map<String, byte[]> files = new TreeMap<>();
        try {
            bundle.writeTo(bytes);
            try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    assertThat(files.put(entry.getName(), zip.readAllBytes())).isNull();
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return files;
    }

    private static BundleManifest manifest(Map<String, byte[]> files) {
        byte[] text = files.getOrDefault(BundleManifest.PATH, new byte[0]);
        return BundleManifest.parse(new String(text, StandardCharsets.UTF_8));
    }

    private static String sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    @Test
    void everyVersionComesWithWhatProvesIt() {
        SealId first = fixture.seal("amended", "first");
        SealId second = fixture.seal("amended", "second");
        SealId other = fixture.seal("other", "other");
        anchor();

        Map<String, byte[]> files = downloaded();

        BundleManifest manifest = manifest(files);
        assertThat(manifest.patient()).isEqualTo(fixture.patient.value());
        assertThat(manifest.records()).extracting(Sealed::seal).contains(first, second, other);
        for (Sealed sealed : manifest.records()) {
            byte[] content = files.getOrDefault(sealed.path(), new byte[0]);
            String commitment =
                    SealHeader.parse(sealed.header().text()).commitment().hex();
            assertThat(sealed.sha256()).isEqualTo(sha256(content));
            assertThat(sha256(Base64.getDecoder().decode(sealed.salt()), content))
                    .isEqualTo(commitment);
        }
        assertThat(sealed(manifest, second).anchored()).isPresent();
        manifest.blocks()
                .forEach(block ->
                        assertThat(block.sha256()).isEqualTo(sha256(files.getOrDefault(block.path(), new byte[0]))));
        manifest.reading()
                .forEach(each ->
                        assertThat(each.sha256()).isEqualTo(sha256(files.getOrDefault(each.path(), new byte[0]))));
        assertThat(files.keySet())
                .containsExactlyInAnyOrderElementsOf(Stream.of(
                                Stream.of("README.txt", "record.pdf", BundleManifest.PATH),
                                manifest.records().stream().map(Sealed::path),
                                manifest.blocks().stream().map(BundleManifest.HeldBlock::path))
                        .flatMap(Function.identity())
                        .toList());
    }

    /** The pages are listed with their hash, as something to read and no proof. */
    @Test
    void thePagesSayWhatWasSealed() {
        SealId first = fixture.seal("printed", "first");
        SealId second = fixture.seal("printed", "second");
        anchor();

        Map<String, byte[]> files = downloaded();

        BundleManifest manifest = manifest(files);
        assertThat(manifest.reading()).contains(new BundleManifest.Reading("record.pdf", sha256(PAGES)));
        assertThat(files.get("record.pdf")).isEqualTo(PAGES);
        ReadableRecord record = printed.get(0);
        assertThat(record.whose()).isEqualTo(new ReadableRecord.Whose("Jane Doe", "N-1", LocalDate.of(1980, 5, 17)));
        assertThat(record.takenAt()).isEqualTo(SealingFixture.NOW);
        assertThat(record.ledger().head()).isEqualTo(manifest.head().number());
        ReadableRecord.Entry entry = entry(first);
        assertThat(entry.versions()).extracting(ReadableRecord.Version::seal).containsExactly(second, first);
        ReadableRecord.Version newest = entry.newest();
        assertThat(newest.said()).containsExactly(ContentField.written("text", "second"));
        assertThat(newest.reason()).contains("because");
        assertThat(newest.author().name()).isEqualTo("Dr. Ama Osei");
        assertThat(newest.author().licence().map(Licence::number)).contains("L-1");
        assertThat(newest.standing()).isEqualTo(Standing.SEALED);
        assertThat(newest.block()).isEqualTo(sealed(manifest, second).anchored().map(BundleManifest.Anchored::block));
        assertThat(entry.versions().get(1).said()).containsExactly(ContentField.written("text", "first"));
    }

    @Test
    void thePagesSayWhatDoesNotVerify() {
        SealId gone = fixture.seal("gone from the pages", "text");
        SealId forged = fixture.seal("another on the ledger", "text");
        SealId found = fixture.seal("found wrong", "text");
        anchor();
        SealId waits = fixture.seal("waits in the pages", "text");
        fixture.objects.damage(fixture.version(gone).object(), ObjectDamage.MISSING);
        ledger.forge(forged, new SignedText(fixture.version(forged).header().text(), "another"));
        fixture.database.transact(entities -> entities.createNativeQuery(FINDING)
                .setParameter(1, found.toString())
                .executeUpdate());

        downloaded();

        assertThat(entry(gone).newest().standing()).isEqualTo(Standing.LOST);
        assertThat(entry(gone).newest().fields()).isEmpty();
        assertThat(entry(forged).newest().standing()).isEqualTo(Standing.BROKEN);
        assertThat(entry(found).newest().standing()).isEqualTo(Standing.BROKEN);
        assertThat(entry(found).newest().said()).isNotEmpty();
        assertThat(entry(waits).newest().standing()).isEqualTo(Standing.PENDING);
        assertThat(entry(waits).newest().block()).isEmpty();
    }

    private ReadableRecord.Entry entry(SealId seal) {
        return printed.get(0).entries().stream()
                .filter(each -> each.record().value().equals(seal.record()))
                .findFirst()
                .orElseThrow();
    }

    private static Sealed sealed(BundleManifest manifest, SealId seal) {
        return manifest.records().stream()
                .filter(each -> each.seal().equals(seal))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatWaitsForTheLedgerSaysSo() {
        SealId seal = fixture.seal("waits", "text");

        assertThat(sealed(manifest(downloaded()), seal).anchored()).isEmpty();
    }

    @Test
    void whatCannotBeOpenedIsNamed() {
        SealId gone = fixture.seal("gone", "text");
        SealId there = fixture.seal("there", "text");
        anchor();
        fixture.objects.damage(fixture.version(gone).object(), ObjectDamage.MISSING);

        BundleManifest manifest = manifest(downloaded());

        assertThat(manifest.missing()).contains(gone).doesNotContain(there);
        assertThat(manifest.records()).extracting(Sealed::seal).contains(there).doesNotContain(gone);
    }

    @Test
    void filesComeUnderNamesThatEveryMachineTakes() throws IOException {
        SealId seal = fixture.seal("with files", "text");
        anchor();
        attached.put(
                new RecordId(seal.record()),
                List.of(file("../scan: \u0445\u0435\u043c\u043e.png", "a scan"), file("b", "other")));

        Map<String, byte[]> files = downloaded();

        List<BundleManifest.File> listed = sealed(manifest(files), seal).files();
        assertThat(listed)
                .extracting(BundleManifest.File::name)
                .containsExactly("__scan_ \u0445\u0435\u043c\u043e.png", "b");
        assertThat(entry(seal).newest().files())
                .containsExactly(
                        new ReadableRecord.AttachedFile(
                                "../scan: \u0445\u0435\u043c\u043e.png",
                                Optional.of(listed.get(0).path())),
                        new ReadableRecord.AttachedFile(
                                "b", Optional.of(listed.get(1).path())));
        assertThat(listed)
                .allSatisfy(each -> assertThat(sha256(files.getOrDefault(each.path(), new byte[0])))
                        .isEqualTo(each.sha256()));
    }

    private SealedFile file(String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        ObjectContext context = new ObjectContext(fixture.patient.value(), UUID.randomUUID(), 1);
        SealedObject stored =
                fixture.objects.seal(context, new RecordPart("documents", context.record()), out -> out.write(bytes));
        return new SealedFile(
                name,
                "image/png",
                Optional.of(new SealedFile.Stored(context, stored.address())),
                Optional.of(sha256(bytes)));
    }

    @Test
    void takingTheRecordAwayIsKeptForEachPartOfIt() {
        fixture.seal("another " + UUID.randomUUID(), "text");
        with(download -> download.open(patient()));

        assertThat(reads()).containsExactlyInAnyOrder("demographics bundle self", "notes bundle self");
    }

    @Test
    void consentsComeBesideWhatIsSealed() {
        AccessGrant grant = grant();
        fixture.database.transact(entities -> entities.persist(grant));
        beside.add(new ConsentContent(fixture.transactions()));

        Map<String, byte[]> files = downloaded();

        String path = "resources/Consent/" + grant.id() + ".json";
        byte[] text = files.getOrDefault(path, new byte[0]);
        assertThat(manifest(files).reading()).contains(new BundleManifest.Reading(path, sha256(text)));
        assertThat(new String(text, StandardCharsets.UTF_8))
                .contains("Patient/" + fixture.patient)
                .contains(grant.ledgerId().toString());
    }

    private AccessGrant grant() {
        Instant now = SealingFixture.CLOCK.instant();
        return new AccessGrant(
                new GrantId(UUID.randomUUID()),
                new LedgerGrantId(UUID.randomUUID()),
                Permission.of(
                        fixture.patient,
                        Grantee.of(fixture.author),
                        Permission.What.everything(),
                        new Permission.Period(now, now.plusSeconds(60))),
                patient().account(),
                now);
    }

    private List<String> reads() {
        List<String> reads = new ArrayList<>();
        fixture.database.transact(entities -> {
            for (Object row : entities.createNativeQuery(READS, String.class).getResultList()) {
                reads.add(row.toString());
            }
        });
        return reads;
    }

    @Test
    void whatIsNotSealedIsAPartThatIsReadToo() {
        beside.add(new UnsealedSource() {
            @Override
            public RecordCategory category() {
                return RecordCategory.APPOINTMENTS;
            }

            @Override
            public List<Resource> of(PatientId patient) {
                Resource visit = new org.hl7.fhir.r4.model.Appointment();
                visit.setId(UUID.randomUUID().toString());
                return List.of(visit);
            }
        });

        with(download -> download.open(Actor.patient("jane", fixture.patient)));

        assertThat(reads()).contains("appointments bundle self");
    }

    @Test
    void withoutTheLedgerThereIsNoBundle() {
        fixture.seal("another " + UUID.randomUUID(), "text");
        ledger.setAway(true);
        try {
            assertThatThrownBy(() -> with(download -> download.open(patient()))).isInstanceOf(Unavailable.class);
        } finally {
            ledger.setAway(false);
        }
    }

    @Test
    void whoIsNoPatientHasNoneToTakeAway() {
        Actor doctor = new Actor(
                patient().account(), java.util.Set.of(Role.DOCTOR), Optional.empty(), Optional.of(fixture.author));
        assertThatThrownBy(() -> with(download -> download.open(doctor))).isInstanceOf(Refused.class);
    }

    @Test
    void anotherPatientTakesNothingOfThisOneAway() {
        fixture.seal("another " + UUID.randomUUID(), "text");
        PatientId other = fixture.database.inTransaction(
                entities -> TestPeople.patient(entities, "Joe", "Other").id());
        Actor stranger = Actor.patient("joe", other);

        DownloadRecord.Bundle bundle = with(download -> download.open(stranger));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        org.assertj.core.api.Assertions.assertThatCode(() -> bundle.writeTo(bytes))
                .doesNotThrowAnyException();
        assertThat(bytes.toString(StandardCharsets.ISO_8859_1)).doesNotContain("records/");
    }
}
