package org.chartseal.domain.filing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.chartseal.domain.bundle.DownloadRecord;
import org.chartseal.domain.consent.AccessDecision;
import org.chartseal.domain.consent.AccessGrant;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.GrantId;
import org.chartseal.domain.consent.Grantee;
import org.chartseal.domain.consent.GrantsHeld;
import org.chartseal.domain.consent.Permission;
import org.chartseal.domain.consent.Purpose;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.records.AnchorOutbox;
import org.chartseal.domain.records.MonitorSeals;
import org.chartseal.domain.records.RepairRecord;
import org.chartseal.domain.records.SealedFields;
import org.chartseal.domain.records.SealedSources;
import org.chartseal.domain.records.SealedVersions;
import org.chartseal.domain.records.UnsealedSources;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.testing.TestClinic;
import org.chartseal.domain.testing.TestLedger;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who reads what was filed, what becomes of it, and what is noticed when somebody writes to it beside the portal. */
class FiledDocumentsIT extends FilingFixture {

    @Test
    void aDraftIsItsAuthorsAlone() {
        DocumentId id = draft(RecordCategory.DOCUMENTS);

        assertThat(read(clinic.osei, id).seal()).isEmpty();
        assertThatThrownBy(() -> read(clinic.haas, id)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> read(self(), id)).isInstanceOf(NotFound.class);
        FiledFileId file = read(clinic.osei, id).file().id();
        assertThatThrownBy(() -> bytes(self(), file)).isInstanceOf(NotFound.class);
        assertThat(list(self())).isEmpty();
        assertThat(list(clinic.osei)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE filed_document SET title = 'Forged'",
                "UPDATE filed_document SET note = 'Forged'",
                "UPDATE filed_document SET kind = 'consent'",
                "UPDATE filed_document SET dated = '2020-02-02'",
                "UPDATE filed_document SET state = 'withdrawn', reason = 'Forged'",
                "UPDATE filed_document SET category = 'imaging'",
                "UPDATE filed_file SET name = 'forged.pdf'",
                "UPDATE filed_file SET sha256 = repeat('0', 64)",
                "DELETE FROM filed_file",
                "DELETE FROM filed_document"
            })
    void theMonitorFindsWhatWasWrittenBesideThePortal(String sql) {
        DocumentId id = draft(RecordCategory.DOCUMENTS);
        SealId seal = sign(id);
        MonitorSeals monitor = new MonitorSeals(clinic.database.transactions(), verifying(), TestPeople.CLOCK);
        assertThat(monitor.changed(100).failed()).isEmpty();

        clinic.database.transact(entities -> {
            if (sql.startsWith("DELETE")) {
                entities.createNativeQuery("ALTER TABLE filed_file DROP CONSTRAINT filed_file_document_fk")
                        .executeUpdate();
            }
            entities.createNativeQuery(sql).executeUpdate();
        });

        assertThat(monitor.changed(100).failed()).containsExactly(seal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE filed_document SET title = 'Forged'", "UPDATE filed_file SET name = 'forged.pdf'"})
    void whatWasWrittenBesideThePortalIsPutBack(String sql) {
        DocumentId id = draft(RecordCategory.DOCUMENTS);
        SealId seal = sign(id);
        clinic.database.transact(entities -> entities.createNativeQuery(sql).executeUpdate());
        new MonitorSeals(clinic.database.transactions(), verifying(), TestPeople.CLOCK).changed(100);
        long finding = clinic.database.inTransaction(
                entities -> (Long) entities.createNativeQuery("SELECT id FROM integrity_finding", Long.class)
                        .getSingleResult());

        new RepairRecord(
                        joined,
                        clinic.objects,
                        SealedSources.of(List.of(new Documents())),
                        verifying(),
                        clinic.objects,
                        clinic.objects.vault(),
                        UUID::randomUUID,
                        TestClinic.CLOCK)
                .repair(Actor.staff("admin", Role.ADMINISTRATOR), finding);

        assertThat(failed(verifying().verify(seal))).isEmpty();
        assertThat(read(self(), id).description()).isEqualTo(SAID);
        assertThat(read(self(), id).file().name()).isEqualTo("letter.pdf");
    }

    @Test
    void aFileThatNoVersionNamesYetIsItsAuthorsAlone() {
        DocumentId id = draft(RecordCategory.DOCUMENTS);
        sign(id);
        clinic.database.transact(entities -> entities.createNativeQuery(
                        "UPDATE filed_document SET signed_at = signed_at - interval '1 minute'")
                .executeUpdate());
        FiledFileId pending = otherFile(clinic.osei, id);

        assertThat(bytes(clinic.osei, pending)).isEqualTo(OTHER);
        assertThatThrownBy(() -> bytes(self(), pending)).isInstanceOf(NotFound.class);
    }

    @Test
    void partsOfAFileAreOneReadWithinTheHour() {
        DocumentId id = draft(RecordCategory.DOCUMENTS);
        sign(id);
        FiledFileId file = read(self(), id).file().id();
        String reads = "access_log WHERE what = 'document-file' AND record_id = '" + id + "'";
        long before = clinic.count(reads);

        for (int at = 0; at < 5; at++) {
            int from = at;
            byte read = reading(documents -> part(documents, file, from));
            assertThat(read).isEqualTo(PDF[at]);
        }

        assertThat(clinic.count(reads)).isEqualTo(before + 1);
    }

    private byte part(ReadDocuments documents, FiledFileId file, int from) {
        try (InputStream content =
                documents.open(self(), file, sha256 -> true).reading().open(from, 1)) {
            return (byte) content.read();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Test
    void theBundleHasTheDocumentWithItsFile() throws IOException {
        DocumentId id = draft(RecordCategory.DOCUMENTS);
        SealId seal = sign(id);
        TestLedger ledger = new TestLedger();
        new AnchorOutbox(clinic.database.transactions(), ledger, Runnable::run, TestClinic.CLOCK).step();
        ByteArrayOutputStream zip = new ByteArrayOutputStream();

        clinic.database
                .inTransaction(entities -> new DownloadRecord(
                                clinic.door(entities),
                                clinic.database.transactions(),
                                new SealedVersions(
                                        clinic.database.transactions(),
                                        clinic.objects,
                                        SealedSources.of(List.of(new Documents()))),
                                clinic.objects,
                                ledger,
                                UnsealedSources.of(List.of()),
                                SealedFields.of(List.of(new DocumentFields())),
                                (record, pages) -> {},
                                TestClinic.CLOCK)
                        .open(self()))
                .writeTo(zip);

        Map<String, byte[]> files = unzipped(zip.toByteArray());
        String content =
                new String(files.getOrDefault("records/" + seal + ".json", new byte[0]), StandardCharsets.UTF_8);
        String sha256 = read(self(), id).file().sha256();
        assertThat(content).contains("\"resourceType\":\"DocumentReference\"", SAID.title(), sha256);
        assertThat(files.get("files/" + sha256 + "/letter.pdf")).isEqualTo(PDF);
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

    /** Documents and pictures are open to it, for its own reports; the try on a doctor's is kept. */
    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"LAB_TECHNICIAN", "LAB_SCIENTIST"})
    void theLaboratoryReadsNothingThatADoctorFiled(Role role) {
        DocumentId id = draft(RecordCategory.DOCUMENTS);
        sign(id);
        FiledFileId file = read(self(), id).file().id();
        Actor lab = Actor.practitioner("lab", role, new PractitionerId(TestPeople.id("lab")));
        clinic.database.transact(this::aRequestIsOpen);
        assertThat(policyOpens(lab)).isTrue();

        assertThat(list(lab)).isEmpty();
        long kept = clinic.database.inTransaction(entities -> {
            ReadDocuments documents = new ReadDocuments(
                    entities,
                    clinic.door(entities),
                    new AccessPolicy(entities, TestPeople.CLOCK),
                    clinic.objects,
                    TestClinic.CLOCK);
            assertThatThrownBy(() -> documents.read(lab, clinic.patient, id)).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> documents.open(lab, file, sha256 -> false)).isInstanceOf(NotFound.class);
            return (Long) entities.createNativeQuery(
                            "SELECT count(*) FROM access_log WHERE NOT allowed AND account = 'lab' AND record_id = ?1",
                            Long.class)
                    .setParameter(1, id.value())
                    .getSingleResult();
        });
        assertThat(kept).as("tries on the document and on its file").isEqualTo(2);
        Actor alsoDoctor = new Actor(
                clinic.osei.account(), Set.of(role, Role.DOCTOR), Optional.empty(), clinic.osei.practitioner());
        assertThat(read(alsoDoctor, id).mine()).isTrue();
    }

    private boolean policyOpens(Actor lab) {
        return clinic.database.inTransaction(entities -> new AccessPolicy(entities, TestPeople.CLOCK)
                        .decide(lab, clinic.patient, RecordCategory.DOCUMENTS, Purpose.TREATMENT, TestPeople.NOW))
                instanceof AccessDecision.Allowed;
    }

    private void aRequestIsOpen(EntityManager entities) {
        entities.createNativeQuery("""
                INSERT INTO lab_panel (id, code, name, specimen)
                VALUES (CAST(md5('panel') AS uuid), 'CRP', 'CRP', 'serum')
                """).executeUpdate();
        entities.createNativeQuery("""
                INSERT INTO lab_request (id, version, patient_id, author_id, panel_id, urgency, state, sealed_version,
                                         signed_at, category)
                VALUES (CAST(md5('request') AS uuid), 0, ?1, ?2, CAST(md5('panel') AS uuid), 'routine', 'released', 1,
                        '2026-11-20Z', 'laboratory')
                """)
                .setParameter(1, clinic.patient.value())
                .setParameter(2, clinic.osei.requirePractitioner().value())
                .executeUpdate();
    }

    @Test
    void aSensitiveDocumentIsOpenToWhoItIsNamedTo() {
        assertThatThrownBy(() -> draft(RecordCategory.MENTAL_HEALTH)).hasMessage("access-sensitive-not-named");
        refused("document-category-unknown", () -> draft(RecordCategory.SUMMARY));
    }

    @Test
    void othersFileSignAndReadNothing() {
        DocumentId id = draft(RecordCategory.DOCUMENTS);
        sign(id);
        refused("access-not-granted", () -> read(clinic.lind, id));
        refused(
                "practitioner-not-verified",
                () -> signing(signs -> signs.withdraw(clinic.haas, clinic.patient, id, 1, "why")));
        refused("document-not-yours", () -> otherFile(clinic.haas, id));
        PatientId other = clinic.database.inTransaction(
                entities -> TestPeople.patient(entities, "Ann", "Other").id());
        Actor stranger = Actor.patient("stranger", other);
        assertThatThrownBy(() -> reading(documents -> documents.read(stranger, other, id)))
                .isInstanceOf(NotFound.class);
        FiledFileId file = read(self(), id).file().id();
        assertThatThrownBy(() -> bytes(stranger, file)).isInstanceOf(NotFound.class);
    }

    @Test
    void aDocumentIsSharedAlone() {
        DocumentId shared = draft(RecordCategory.DOCUMENTS);
        sign(shared);
        DocumentId other = draft(RecordCategory.DOCUMENTS);
        sign(other);
        clinic.database.transact(entities -> entities.persist(new AccessGrant(
                new GrantId(TestPeople.id("alone")),
                new LedgerGrantId(TestPeople.id("ledger alone")),
                Permission.of(
                        clinic.patient,
                        Grantee.of(clinic.lind.requirePractitioner()),
                        Permission.What.one(RecordCategory.DOCUMENTS, shared.value()),
                        new Permission.Period(TestPeople.NOW, TestPeople.NOW.plus(Duration.ofDays(1)))),
                new Account("patient"),
                TestPeople.NOW)));

        ReadDocuments.View view = read(clinic.lind, shared);
        assertThat(view.description()).isEqualTo(SAID);
        assertThat(bytes(clinic.lind, view.file().id())).isEqualTo(PDF);
        refused("access-not-granted", () -> read(clinic.lind, other));
        List<GrantsHeld.Held> held =
                clinic.database.inTransaction(entities -> new GrantsHeld(entities, TestClinic.CLOCK).by(clinic.lind));
        assertThat(held)
                .singleElement()
                .satisfies(grant -> assertThat(grant.single())
                        .contains(new GrantsHeld.Single(shared.value(), "document", RecordCategory.DOCUMENTS)));
    }
}
