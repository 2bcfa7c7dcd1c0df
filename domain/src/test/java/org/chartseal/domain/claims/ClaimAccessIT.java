package org.chartseal.domain.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.chartseal.domain.bundle.DownloadRecord;
import org.chartseal.domain.consent.Grantee;
import org.chartseal.domain.consent.GrantsHeld;
import org.chartseal.domain.consent.Permission.What;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.records.AnchorOutbox;
import org.chartseal.domain.records.CategoryOfRecord;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Who reads claims, what becomes of them, and what is noticed when somebody writes to them beside the portal. */
class ClaimAccessIT extends ClaimFixture {

    @Test
    void aDraftIsItsAuthorsAlone() {
        ClaimId id = draft(covered());
        release(AID, What.of(EnumSet.of(RecordCategory.CLAIMS)));

        assertThat(read(clinic.osei, id).seal()).isEmpty();
        assertThatThrownBy(() -> read(self(), id)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> read(INSURER, id)).isInstanceOf(NotFound.class);
        assertThat(list(self())).isEmpty();
        assertThat(list(INSURER)).isEmpty();
        assertThat(reading(claims -> claims.desk(clinic.osei, clinic.patient)).claims())
                .extracting(ReadClaims.View::id)
                .containsExactly(id);
    }

    @Test
    void nobodyReadsASignedClaimButItsAuthorAndThePatient() {
        ClaimId id = signed();

        assertThat(read(clinic.osei, id).mine()).isTrue();
        assertThat(list(self())).extracting(ReadClaims.View::insurer).containsExactly("Aid");
        refused("access-not-granted", () -> read(clinic.lind, id));
        refused("access-sensitive-not-named", () -> read(clinic.haas, id)); // has a grant for everything
        for (Actor none : List.of(
                INSURER,
                RECEPTION,
                Actor.staff("admin", Role.ADMINISTRATOR),
                Actor.staff("auditor", Role.AUDITOR),
                Actor.practitioner("lab", Role.LAB_TECHNICIAN, clinic.lind.requirePractitioner()))) {
            assertThatThrownBy(() -> read(none, id)).as(none.toString()).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> list(none)).as(none.toString()).isInstanceOf(NotFound.class);
        }
        PatientId other = clinic.database.inTransaction(
                entities -> TestPeople.patient(entities, "Ann", "Other").id());
        assertThatThrownBy(() -> reading(claims -> claims.read(Actor.patient("ann", other), other, id)))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void anInsurerReadsTheClaimThatThePatientReleased() {
        ClaimId id = signed();
        release(AID, What.everything());
        assertThatThrownBy(() -> read(INSURER, id)).isInstanceOf(NotFound.class);

        release(AID, What.one(RecordCategory.CLAIMS, id.value()));

        assertThat(read(INSURER, id).total()).isEqualTo("130.00");
        List<GrantsHeld.Held> held =
                clinic.database.inTransaction(entities -> new GrantsHeld(entities, TestClinic.CLOCK).by(INSURER));
        assertThat(held)
                .flatExtracting(grant -> grant.single().stream().toList())
                .containsExactly(new GrantsHeld.Single(id.value(), "claim", RecordCategory.CLAIMS));
        assertThatThrownBy(() -> read(OTHER_INSURER, id)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> list(INSURER)).isInstanceOf(NotFound.class);
    }

    @Test
    void noStudyIsGivenClaimsWhateverTheRowSays() {
        sql("INSERT INTO study VALUES (md5('study')::uuid, 'Hearts', 'University', 'EC 1', '2027-01-01')");
        release(AID, What.of(EnumSet.of(RecordCategory.CLAIMS)));

        assertThatThrownBy(() -> sql(
                        "UPDATE access_grant SET insurer_id = NULL, study_id = md5('study')::uuid, purpose = 'research'"
                                + " WHERE insurer_id IS NOT NULL"))
                .hasStackTraceContaining("access_grant_no_claims_to_study");
    }

    @Test
    void whoActsForThePatientReadsWhatTheGrantNames() {
        ClaimId id = signed();
        PatientId parent = clinic.database.inTransaction(
                entities -> TestPeople.patient(entities, "Pat", "Parent").id());
        Actor proxy = Actor.patient("parent", parent);
        assertThatThrownBy(() -> read(proxy, id)).isInstanceOf(NotFound.class);

        sql("""
                INSERT INTO access_grant (id, version, patient_id, proxy_id, relationship, categories, purpose, valid_from,
                  valid_until, given_by, given_at, ledger_id)
                VALUES (gen_random_uuid(), 0, '%s', '%s', 'carer', 'claims,demographics', 'treatment', '2026-11-01Z', '2026-12-01Z',
                  'patient', '2026-11-01Z', gen_random_uuid())
                """.formatted(clinic.patient, parent));
        assertThat(read(proxy, id).insurer()).isEqualTo("Aid");
    }

    @Test
    void aClaimStaysOneWhateverIsPutBesideIt() {
        ClaimId id = signed();
        sql("""
                INSERT INTO consultation_note (id, version, patient_id, author_id, reason, state, sealed_version, started_at, changed_at,
                  signed_at)
                VALUES ('%s', 0, '%s', '%s', '', 'signed', 1, '2026-11-20Z', '2026-11-20Z', '2026-11-20Z')
                """.formatted(id, clinic.patient, clinic.osei.requirePractitioner()));

        assertThat(clinic.database.<RecordCategory>inTransaction(
                        entities -> new CategoryOfRecord(entities).of(id.value())))
                .isEqualTo(RecordCategory.CLAIMS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE claim SET number = 'forged'",
                "UPDATE claim SET insurer_id = (SELECT id FROM insurer WHERE name = 'Other Aid')",
                "UPDATE claim SET covered_until = NULL",
                "UPDATE claim SET served_on = '2026-11-19'",
                "UPDATE claim SET currency = 'USD'",
                "UPDATE claim SET remark = 'forged'",
                "UPDATE claim SET state = 'withdrawn', reason = 'forged'",
                "UPDATE claim_item SET price = 800 WHERE position = 0",
                "UPDATE claim_item SET quantity = 2 WHERE position = 0",
                "UPDATE claim_item SET service = 'forged' WHERE position = 1",
                "DELETE FROM claim_item WHERE position = 1",
                "INSERT INTO claim_item SELECT id, 2, 'forged', '', 1, 1 FROM claim",
                "UPDATE claim_diagnosis SET code = 'I11.9'",
                "INSERT INTO claim_support SELECT id, 0, 'note', id FROM claim"
            })
    void whatIsWrittenBesideThePortalIsFoundAndPutBack(String sql) {
        ClaimId id = signed();
        MonitorSeals monitor = new MonitorSeals(clinic.database.transactions(), verifying(), TestPeople.CLOCK);
        assertThat(monitor.changed(100).failed()).isEmpty();

        sql(sql);

        SealId seal = new SealId(id.value(), 1);
        assertThat(monitor.changed(100).failed()).containsExactly(seal);
        long finding = clinic.database.inTransaction(
                entities -> (Long) entities.createNativeQuery("SELECT id FROM integrity_finding", Long.class)
                        .getSingleResult());
        new RepairRecord(
                        joined,
                        clinic.objects,
                        SealedSources.of(List.of(new Claims())),
                        verifying(),
                        clinic.objects,
                        clinic.objects.vault(),
                        UUID::randomUUID,
                        TestClinic.CLOCK)
                .repair(Actor.staff("admin", Role.ADMINISTRATOR), finding);
        assertThat(failed(verifying().verify(seal))).isEmpty();
        assertThat(read(self(), id).claimed()).isEqualTo(CLAIMED);
    }

    @Test
    void anAmendmentIsNoFinding() {
        ClaimId id = signed();
        amend(id, 1, claimed("75", List.of()), "Agreed fee");

        MonitorSeals monitor = new MonitorSeals(clinic.database.transactions(), verifying(), TestPeople.CLOCK);
        assertThat(monitor.changed(100).failed()).isEmpty();
    }

    @Test
    void theBundleHasTheClaimAndTheCoverage() throws IOException {
        ClaimId id = signed();
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
                                        SealedSources.of(List.of(new Claims()))),
                                clinic.objects,
                                ledger,
                                UnsealedSources.of(List.of(new CoverageContent(joined))),
                                SealedFields.of(List.of(new ClaimFields())),
                                (record, pages) -> {},
                                TestClinic.CLOCK)
                        .open(self()))
                .writeTo(zip);

        Map<String, String> files = unzipped(zip.toByteArray());
        assertThat(files.getOrDefault("records/" + id + ".1.json", ""))
                .contains("\"resourceType\":\"Claim\"", "Essential hypertension");
        assertThat(String.join("\n", files.values())).contains("\"subscriberId\":\"M-1\"");
    }

    private static Map<String, String> unzipped(byte[] bytes) throws IOException {
        Map<String, String> files = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    @Test
    void aDoctorToWhomClaimsWereNamedReadsThemAndSignsNone() {
        ClaimId id = signed();
        give(Grantee.of(clinic.lind.requirePractitioner()), What.of(EnumSet.of(RecordCategory.CLAIMS)));

        assertThat(read(clinic.lind, id).mine()).isFalse();
        assertThat(reading(claims -> claims.desk(clinic.lind, clinic.patient)).claims())
                .hasSize(1);
        refused("claim-not-yours", () -> signing(signs -> signs.withdraw(clinic.lind, clinic.patient, id, 1, "why")));
        refused("claim-visit-not-yours", () -> making(make -> make.propose(clinic.lind, clinic.patient, VISIT)));
    }

    @Test
    void theDeskSaysForWhichVisitsNothingWasClaimed() {
        assertThat(reading(claims -> claims.desk(clinic.osei, clinic.patient)).visits())
                .containsExactly(new ReadClaims.Visit(VISIT, DAY));
        refused("access-not-granted", () -> reading(claims -> claims.desk(clinic.lind, clinic.patient)));
        assertThat(hasDesk(clinic.osei)).isTrue();
        assertThat(hasDesk(clinic.lind)).isFalse();
        ClaimId id = signed();
        assertThat(reading(claims -> claims.desk(clinic.osei, clinic.patient)).visits())
                .isEmpty();
        withdraw(id, 1, "Wrong");
        assertThat(reading(claims -> claims.desk(clinic.osei, clinic.patient)).visits())
                .hasSize(1);
    }
}
