package org.chartseal.domain.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.records.RecordType;
import org.chartseal.domain.records.SealReport;
import org.chartseal.domain.scheduling.AppointmentId;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.Test;

/** Being insured, claiming, signing, amending, withdrawing. */
class MakeClaimIT extends ClaimFixture {

    @Test
    void twoCoveragesOfOneInsurerAndNumberDoNotOverlap() {
        covered(cover(AID, "M-1", "2026-01-01", "2026-06-30"));

        refused("coverage-overlaps", () -> covered(cover(AID, "M-1", "2026-06-30", "")));
        refused("coverage-overlaps", () -> covered(cover(AID, " M-1 ", "2020-01-01", "2026-01-01")));
        covered(cover(AID, "M-1", "2026-07-01", ""));
        covered(cover(AID, "M-2", "2026-01-01", ""));
        covered(cover(OTHER_AID, "M-1", "2026-01-01", ""));
        assertThat(coverages(self()))
                .extracting(KeepCoverages.View::insurer, KeepCoverages.View::inForce)
                .hasSize(4)
                .contains(org.assertj.core.groups.Tuple.tuple("Aid", false));
        assertThat(clinic.count("activity_log WHERE action = 'coverage-added'")).isEqualTo(4);
    }

    @Test
    void aCoverageEndsAndGoesOnlyWhenNothingWasClaimed() {
        CoverageId id = covered();
        int version = coverages(RECEPTION).get(0).version();
        refused("coverage-ends-before", () -> end(id, version, LocalDate.of(2025, 1, 1)));
        end(id, version, LocalDate.of(2026, 11, 30));
        refused("changed-meanwhile", () -> end(id, version, LocalDate.of(2026, 10, 31)));
        ClaimId claim = draft(id);

        refused("coverage-claimed", () -> remove(id));
        making(make -> {
            make.discard(clinic.osei, clinic.patient, claim);
            return claim;
        });
        remove(id);
        assertThat(clinic.count("coverage")).isZero();
        assertThat(clinic.count("claim_item")).isZero();
        assertThatThrownBy(() -> remove(id)).isInstanceOf(NotFound.class);
        refused(
                "role-missing",
                () -> covering(
                        coverages -> coverages.add(clinic.osei, clinic.patient, cover(AID, "M-3", "2026-01-01", ""))));
    }

    private void end(CoverageId id, int version, LocalDate last) {
        covering(coverages -> {
            coverages.end(RECEPTION, clinic.patient, id, version, last);
            return id;
        });
    }

    private void remove(CoverageId id) {
        covering(coverages -> {
            coverages.remove(RECEPTION, clinic.patient, id);
            return id;
        });
    }

    @Test
    void aClaimBeginsFromTheVisit() {
        CoverageId inForce = covered();
        covered(cover(OTHER_AID, "X-1", "2026-11-21", ""));
        sql("""
                INSERT INTO problem (id, version, patient_id, code, description, status, recorded_by, recorded_at)
                SELECT gen_random_uuid(), 0, '%s', 'I10', 'Essential hypertension', 'active', '%s', '2026-11-20Z'
                """.formatted(clinic.patient, clinic.osei.requirePractitioner()));

        MakeClaim.Proposal proposal = making(make -> make.propose(clinic.osei, clinic.patient, VISIT));

        assertThat(proposal.day()).isEqualTo(DAY);
        assertThat(proposal.service()).isEqualTo("Follow-up visit");
        assertThat(proposal.serviceCode()).isEqualTo("fu");
        assertThat(proposal.coverages()).extracting(KeepCoverages.View::id).containsExactly(inForce);
        assertThat(proposal.support()).isEmpty();
        assertThat(proposal.problems()).containsExactly(HYPERTENSION);
        sql("UPDATE access_grant SET revoked_at = valid_from");
        assertThat(making(make -> make.propose(clinic.osei, clinic.patient, VISIT))
                        .problems())
                .isEmpty();
    }

    @Test
    void onlyWhoHeldACompletedVisitClaims() {
        CoverageId coverage = covered();

        refused("claim-visit-not-over", () -> making(make -> make.propose(clinic.osei, clinic.patient, COMING)));
        refused(
                "access-not-granted",
                () -> making(make -> make.draft(clinic.lind, clinic.patient, VISIT, coverage, CLAIMED)));
        refused(
                "access-sensitive-not-named",
                () -> making(make -> make.draft(clinic.haas, clinic.patient, VISIT, coverage, CLAIMED)));
        PatientId other = clinic.database.inTransaction(
                entities -> TestPeople.patient(entities, "Ann", "Other").id());
        assertThatThrownBy(() -> making(make -> make.propose(clinic.osei, other, VISIT)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> making(make ->
                        make.propose(clinic.osei, clinic.patient, new AppointmentId(TestPeople.id("no visit")))))
                .isInstanceOf(NotFound.class);
        assertThat(clinic.count("claim")).isZero();
    }

    @Test
    void aClaimIsMadeUnderACoverageInForceThatDay() {
        CoverageId later = covered(cover(AID, "M-9", "2026-11-21", ""));
        refused("claim-coverage-not-in-force", () -> draft(later));
        refused("claim-coverage-unknown", () -> draft(new CoverageId(TestPeople.id("no coverage"))));
        draft(covered(cover(AID, "M-1", "2026-11-20", "2026-11-20")));
    }

    @Test
    void forAVisitAndACoverageThereIsOneClaim() {
        CoverageId coverage = covered();
        ClaimId first = draft(coverage);

        refused("claim-already-made", () -> draft(coverage));
        sign(first);
        refused("claim-already-made", () -> draft(coverage));
        draft(covered(cover(OTHER_AID, "X-1", "2026-01-01", "")));
        withdraw(first, 1, "Wrong insurer");
        ClaimId second = draft(coverage);
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void aDraftIsChangedAndOnlyWhatWasShownIsSigned() {
        CoverageId coverage = covered();
        ClaimId id = draft(coverage);
        int shown = read(clinic.osei, id).version();
        change(id, shown, claimed("90", List.of()), coverage);

        refused("claim-changed-meanwhile", () -> change(id, shown, claimed("95", List.of()), coverage));
        refused("claim-changed-meanwhile", () -> signing(signs -> signs.sign(clinic.osei, clinic.patient, id, shown)));
        refused("claim-price-wrong", () -> change(id, shown + 1, claimed("1.005", List.of()), coverage));
        SealId seal = sign(id);
        assertThat(seal).isEqualTo(new SealId(id.value(), 1)).isEqualTo(sign(id));
        assertThat(read(clinic.osei, id).total()).isEqualTo("140.00");
        refused(
                "claim-already-signed",
                () -> change(id, read(clinic.osei, id).version(), claimed("95", List.of()), coverage));
    }

    private void change(ClaimId id, int version, Claimed claimed, CoverageId coverage) {
        making(make -> {
            make.change(clinic.osei, clinic.patient, id, version, coverage, claimed);
            return id;
        });
    }

    @Test
    void whatBearsAClaimOutBelongsToTheVisit() {
        CoverageId coverage = covered();
        ClaimSupport foreign = new ClaimSupport(ClaimSupport.NOTE, TestPeople.id("foreign"));
        refused(
                "claim-support-unknown",
                () -> making(make ->
                        make.draft(clinic.osei, clinic.patient, VISIT, coverage, claimed("80", List.of(foreign)))));
        sql("""
                INSERT INTO consultation_note (id, version, patient_id, author_id, appointment_id, reason, state, sealed_version,
                  started_at, changed_at, signed_at)
                VALUES ('%s', 0, '%s', '%s', '%s', 'Cough', 'signed', 1, '2026-11-20Z', '2026-11-20Z', '2026-11-20T10:15:00Z')
                """.formatted(foreign.record(), clinic.patient, clinic.osei.requirePractitioner(), VISIT));

        assertThat(making(make -> make.propose(clinic.osei, clinic.patient, VISIT))
                        .support())
                .extracting(MakeClaim.Offered::support)
                .containsExactly(foreign);
        ClaimId id = making(
                make -> make.draft(clinic.osei, clinic.patient, VISIT, coverage, claimed("80", List.of(foreign))));
        assertThat(read(clinic.osei, id).support())
                .containsExactly(
                        new ReadClaims.Support(foreign, Optional.of(java.time.Instant.parse("2026-11-20T10:15:00Z"))));
    }

    @Test
    void aSignedClaimIsSealedAmendedAndWithdrawn() {
        ClaimId id = signed();

        SealReport report = verifying().verify(new SealId(id.value(), 1));
        assertThat(report.type()).isEqualTo(RecordType.CLAIM);
        assertThat(failed(report)).isEmpty();
        refused("claim-needs-reason", () -> amend(id, 1, claimed("75", List.of()), " "));
        refused("claim-unchanged", () -> amend(id, 1, CLAIMED, "why"));
        SealId amended = amend(id, 1, claimed("75", List.of()), "Agreed fee");
        assertThat(amended.version()).isEqualTo(2);
        assertThat(read(self(), id).reason()).isEqualTo("Agreed fee");
        assertThat(read(self(), id).total()).isEqualTo("125.00");
        assertThat(failed(verifying().verify(amended))).isEmpty();
        assertThat(failed(verifying().verify(new SealId(id.value(), 1)))).isEmpty();
        refused("claim-changed-meanwhile", () -> amend(id, 1, CLAIMED, "why"));

        refused("claim-needs-reason", () -> withdraw(id, 2, ""));
        SealId withdrawn = withdraw(id, 2, "Paid by the patient");
        assertThat(read(self(), id).withdrawn()).isTrue();
        assertThat(failed(verifying().verify(withdrawn))).isEmpty();
        refused("claim-not-signed", () -> withdraw(id, 3, "again"));
    }

    @Test
    void aClaimStaysAsItWasWhenTheCoverageEnds() {
        ClaimId id = signed();
        KeepCoverages.View coverage = coverages(RECEPTION).get(0);

        end(coverage.id(), coverage.version(), LocalDate.of(2026, 11, 1));

        assertThat(read(self(), id).cover().period().until()).contains(LocalDate.of(2026, 12, 31));
        assertThat(failed(verifying().verify(new SealId(id.value(), 1)))).isEmpty();
    }
}
