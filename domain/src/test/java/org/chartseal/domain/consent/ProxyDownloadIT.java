package org.chartseal.domain.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.bundle.BundleManifest;
import org.chartseal.domain.bundle.BundleManifest.Sealed;
import org.chartseal.domain.bundle.DownloadRecord;
import org.chartseal.domain.bundle.ReadableRecord;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.records.AnchorOutbox;
import org.chartseal.domain.records.ContentField;
import org.chartseal.domain.records.ContentFields;
import org.chartseal.domain.records.FhirTerms;
import org.chartseal.domain.records.RecordToSeal;
import org.chartseal.domain.records.RecordType;
import org.chartseal.domain.records.SealedFields;
import org.chartseal.domain.records.SealedSources;
import org.chartseal.domain.records.SealedVersions;
import org.chartseal.domain.records.SealingFixture;
import org.chartseal.domain.records.UnsealedSource;
import org.chartseal.domain.records.UnsealedSources;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestLedger;
import org.chartseal.domain.testing.TestPeople;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever acts for a patient takes away what the grant opens, as one file; and nothing once the grant has ended. */
class ProxyDownloadIT {

    private static final String READS =
            "SELECT category || ' ' || what || ' ' || basis || ' ' || allowed FROM access_log WHERE what = 'bundle'";
    private static final Instant NOW = SealingFixture.NOW;

    private final SealingFixture fixture = new SealingFixture();
    private final TestLedger ledger = new TestLedger();
    private final List<ReadableRecord> printed = new ArrayList<>();
    private final Actor parent = person("Élodie");
    private final Actor stranger = person("Sam");
    private Runnable whilePrinting = () -> {};
    private SealId note;
    private SealId sensitive;
    private SealId report;

    ProxyDownloadIT() {
        note = seal("note", RecordType.NOTE, Set.of());
        sensitive = seal("sensitive", RecordType.NOTE, Set.of(RecordCategory.MENTAL_HEALTH));
        report = seal("report", RecordType.LAB_REPORT, Set.of());
    }

    @BeforeEach
    void anchor() {
        new AnchorOutbox(fixture.transactions(), ledger, Runnable::run, SealingFixture.CLOCK).step();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Actor person(String given) {
        PatientId id = fixture.database.inTransaction(
                entities -> TestPeople.patient(entities, given, "Marchand").id());
        return Actor.patient(given, id);
    }

    private SealId seal(String record, RecordType type, Set<RecordCategory> label) {
        Observation resource = new Observation();
        resource.setId(SealingFixture.recordId(record).toString());
        resource.setStatus(Observation.ObservationStatus.FINAL);
        label.forEach(part -> FhirTerms.label(resource, part));
        RecordToSeal sealing = new RecordToSeal(
                SealingFixture.recordId(record),
                type,
                label.stream().findFirst().orElse(ordinary(type)),
                fixture.patient,
                fixture.author,
                NOW,
                resource);
        return fixture.database.inTransaction(
                entities -> fixture.sealing(entities).seal(sealing));
    }

    private static RecordCategory ordinary(RecordType type) {
        return switch (type) {
            case NOTE -> RecordCategory.NOTES;
            case PRESCRIPTION -> RecordCategory.MEDICATION;
            case LAB_REQUEST, LAB_REPORT -> RecordCategory.LABORATORY;
            case DOCUMENT -> RecordCategory.DOCUMENTS;
            case CLAIM -> RecordCategory.CLAIMS;
        };
    }

    private GrantId grant(RecordCategory... parts) {
        GrantId id = new GrantId(UUID.randomUUID());
        Permission permission = Permission.toProxy(
                fixture.patient,
                parent.requirePatient(),
                Permission.What.of(EnumSet.copyOf(List.of(parts))),
                Mandate.byPatient(Relationship.CARER),
                new Permission.Period(NOW, NOW.plus(Duration.ofDays(30))));
        fixture.database.transact(entities -> entities.persist(
                new AccessGrant(id, new LedgerGrantId(UUID.randomUUID()), permission, new Account("jane"), NOW)));
        return id;
    }

    private void revoke(GrantId grant) {
        fixture.database.transact(entities -> entities.createNativeQuery(
                        "UPDATE access_grant SET revoked_at = ?1, revoked_because = 'taken-away' WHERE id = ?2")
                .setParameter(1, NOW)
                .setParameter(2, grant.value())
                .executeUpdate());
    }

    private DownloadRecord download(EntityManager entities) {
        OpenRecord door = new OpenRecord(
                new AccessPolicy(entities, SealingFixture.CLOCK), new AccessLog(entities), SealingFixture.CLOCK);
        return new DownloadRecord(
                door,
                fixture.transactions(),
                new SealedVersions(fixture.transactions(), fixture.objects, SealedSources.of(List.of())),
                fixture.objects,
                ledger,
                UnsealedSources.of(List.of(new Visits())),
                SealedFields.of(List.of(new Fields(RecordType.NOTE), new Fields(RecordType.LAB_REPORT))),
                (record, output) -> {
                    printed.add(record);
                    whilePrinting.run();
                },
                SealingFixture.CLOCK);
    }

    /** A report has a picture, which is another part of the record. */
    private record Fields(RecordType type) implements ContentFields {

        @Override
        public List<ContentField> of(Resource sealed) {
            ContentField file = ContentField.named("versions.file", "smear.png", "smear.png");
            return type == RecordType.NOTE ? List.of() : List.of(file.only(RecordCategory.IMAGING));
        }
    }

    private record Visits() implements UnsealedSource {

        @Override
        public RecordCategory category() {
            return RecordCategory.APPOINTMENTS;
        }

        @Override
        public List<Resource> of(PatientId patient) {
            Resource visit = new Appointment();
            visit.setId(UUID.randomUUID().toString());
            return List.of(visit);
        }
    }

    private BundleManifest taken(Actor actor) {
        return fixture.database.inTransaction(entities -> manifest(actor, entities, new HashMap<>()));
    }

    private BundleManifest manifest(Actor actor, EntityManager entities, Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            download(entities).openFor(actor, fixture.patient).writeTo(bytes);
            files.putAll(unzipped(bytes.toByteArray()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        byte[] text = files.getOrDefault(BundleManifest.PATH, new byte[0]);
        return BundleManifest.parse(new String(text, StandardCharsets.UTF_8));
    }

    private static Map<String, byte[]> unzipped(byte[] bytes) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    private List<String> reads() {
        return fixture.database.inTransaction(ProxyDownloadIT::reads);
    }

    private static List<String> reads(EntityManager entities) {
        List<String> reads = new ArrayList<>();
        for (Object row : entities.createNativeQuery(READS, String.class).getResultList()) {
            reads.add(row.toString());
        }
        return reads;
    }

    @Test
    void whatTheGrantOpensIsInIt() {
        grant(RecordCategory.NOTES);

        BundleManifest manifest = taken(parent);

        assertThat(manifest.records()).extracting(Sealed::seal).containsExactly(note);
        assertThat(manifest.missing()).isEmpty();
        assertThat(manifest.reading())
                .extracting(BundleManifest.Reading::path)
                .containsExactly("README.txt", "record.pdf");
        assertThat(printed).singleElement().satisfies(record -> {
            assertThat(record.proxy()).contains("Élodie Marchand");
            assertThat(record.whose().name()).isEqualTo("Jane Doe");
            assertThat(record.entries()).hasSize(1);
        });
        assertThat(reads()).containsExactlyInAnyOrder("demographics bundle proxy true", "notes bundle proxy true");
    }

    @Test
    void aSensitivePartIsInItWhereTheGrantNamesIt() {
        grant(RecordCategory.NOTES, RecordCategory.MENTAL_HEALTH);

        assertThat(taken(parent).records()).extracting(Sealed::seal).containsExactlyInAnyOrder(note, sensitive);
        assertThat(reads()).contains("mental-health bundle proxy true");
    }

    /** The report names its pictures, and would not be proved without them. */
    @Test
    void aRecordComesWithItsFilesOrNotAtAll() {
        GrantId results = grant(RecordCategory.LABORATORY);
        assertThat(taken(parent).records()).isEmpty();
        revoke(results);
        grant(RecordCategory.LABORATORY, RecordCategory.IMAGING);
        assertThat(taken(parent).records()).extracting(Sealed::seal).containsExactly(report);
    }

    @Test
    void whatNobodySealedComesWithItsPartAlone() {
        grant(RecordCategory.APPOINTMENTS);

        assertThat(taken(parent).reading())
                .extracting(BundleManifest.Reading::path)
                .anyMatch(path -> path.startsWith("resources/Appointment/"));
        assertThat(reads()).contains("appointments bundle proxy true");
    }

    /** What is written then has no manifest, and is no bundle. */
    @Test
    void aGrantThatEndsMeanwhileStopsIt() {
        GrantId grant = grant(RecordCategory.NOTES);
        whilePrinting = () -> revoke(grant);
        Map<String, byte[]> files = new HashMap<>();

        List<String> kept = fixture.database.inTransaction(entities -> {
            assertThatThrownBy(() -> manifest(parent, entities, files)).isInstanceOf(NotFound.class);
            return reads(entities);
        });

        assertThat(files).isEmpty();
        assertThat(kept).anyMatch(row -> row.endsWith("access-not-yours false"));
    }

    @Test
    void nobodyElseTakesIt() {
        grant(RecordCategory.NOTES);

        assertThatThrownBy(() -> taken(stranger)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> taken(Actor.patient("jane", fixture.patient)))
                .as("whose record it is has an address of their own")
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> taken(Actor.practitioner("osei", Role.DOCTOR, fixture.author)))
                .isInstanceOf(Refused.class);
        assertThat(printed).isEmpty();
    }
}
