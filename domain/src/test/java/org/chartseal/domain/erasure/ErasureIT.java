package org.chartseal.domain.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.chartseal.domain.erasure.DecideErasure.Case;
import org.chartseal.domain.erasure.FindReceipt.Found;
import org.chartseal.domain.erasure.FindReceipt.Verdict;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.records.MonitorSeals;
import org.chartseal.domain.records.SealsWithoutRecord;
import org.chartseal.domain.records.SecureSalts;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From a patient's request to be erased to a receipt that holds against the ledger. */
class ErasureIT {

    private final ErasureFixture fixture = new ErasureFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aPatientAsksTheHospitalDecidesAndTheReceiptHolds() {
        fixture.fill();
        ReceiptCode code = fixture.request();
        assertThat(mine().state()).isEqualTo(ErasureState.REQUESTED);
        assertThat(fixture.open().reason()).isEqualTo("Forget Quillfeather");
        fixture.accept();
        assertThat(fixture.number(
                        "SELECT count(*) FROM letter WHERE kind = 'erasure-decided' AND address = 'zq@quill.example'"))
                .isOne();
        fixture.becomeDue();
        fixture.anchor();

        assertThat(fixture.carrying().step()).isOne();

        assertThat(fixture.storage.removed).hasSize(4);
        assertThat(fixture.number("SELECT count(*) FROM patient WHERE erased_at IS NOT NULL AND family_name = '-'"))
                .isOne();
        Found before = fixture.receipts().find(code);
        assertThat(before.ledger()).isEmpty();
        String receipt = before.receipt().orElseThrow().text();
        assertThat(fixture.receipts().check(receipt)).isEqualTo(Verdict.NOT_ON_LEDGER);
        fixture.anchor();
        assertThat(fixture.receipts().find(code).ledger()).isPresent();
        assertThat(fixture.receipts().check(receipt)).isEqualTo(Verdict.HOLDS);
        assertThat(fixture.receipts().check(receipt.replace("\"consultation_note\":1", "\"consultation_note\":2")))
                .isEqualTo(Verdict.CHANGED);
        assertThat(fixture.receipts().check(receipt.replace(fixture.subject.toString(), fixture.other.toString())))
                .isEqualTo(Verdict.NOT_SIGNED);
        assertThatThrownBy(() -> fixture.receipts().check("{}")).hasMessage("receipt-malformed");
        assertThat(receipt)
                .contains(
                        "\"seals\":[\"" + fixture.seal + "\"]",
                        "\"commitment\":\"",
                        "\"allergy\":1",
                        "\"accessLogHashes\":3")
                .contains("\"readsOfOthersRecords\":1", "\"grantsOfOthers\":1", "sha256:" + "b".repeat(64))
                .doesNotContain("Quillfeather");
        assertThat(fixture.carrying().step()).as("once").isZero();
    }

    @Test
    void nothingElseIsMissedAfterwards() {
        fixture.fill();
        fixture.sql("DELETE FROM integrity_finding");
        fixture.due();
        fixture.carrying().step();
        fixture.anchor();
        MonitorSeals seals = ErasureMonitors.seals(fixture);

        assertThat(seals.step(100).failed()).isEmpty();
        assertThat(seals.changed(100).failed()).isEmpty();
        assertThat(new SealsWithoutRecord(fixture.records.transactions(), fixture.ledger, fixture.clock).step(100))
                .isEmpty();
        assertThat(fixture.checking().step().wrong()).isEmpty();
        assertThat(fixture.findings()).isEmpty();
        assertThat(ErasureMonitors.verify(fixture, fixture.othersSeal)).isTrue();
        assertThat(fixture.number("SELECT count(*) FROM record_version")).isOne();
    }

    @Test
    void aHoldBlocksUntilItIsReleasedOrOver() {
        ReceiptCode code = fixture.due();
        HoldId hold = hold(Optional.empty());
        hold(Optional.of(java.time.LocalDate.ofInstant(fixture.clock.instant(), fixture.clock.getZone())));

        assertThat(fixture.carrying().step()).isZero();
        assertThatThrownBy(() ->
                        fixture.number("SELECT count(begin_erasure(id, TIMESTAMPTZ '2026-12-06 09:00Z')) FROM erasure"))
                .hasStackTraceContaining("is held");
        fixture.records.database.transact(entities -> fixture.holds(entities).release(ErasureFixture.AUDITOR, hold));
        assertThat(fixture.carrying().step()).as("the other holds for the day").isZero();
        fixture.clock.advance(Duration.ofDays(1));

        assertThat(fixture.carrying().step()).isOne();
        assertThat(fixture.receipts().find(code).state()).isEqualTo(ErasureState.CARRIED_OUT);
    }

    @Test
    void whatIsHeldIsNotAcceptedAndWhatBeganIsNotHeld() {
        HoldId hold = hold(Optional.empty());
        fixture.request();
        assertThatThrownBy(fixture::accept).hasMessage("erasure-held");
        fixture.records.database.transact(entities -> fixture.holds(entities).release(ErasureFixture.AUDITOR, hold));
        fixture.accept();
        fixture.becomeDue();
        fixture.anchor();
        fixture.storage.awayAfter.set(0);
        assertThatThrownBy(() -> fixture.carrying().step()).isInstanceOf(Unavailable.class);

        assertThatThrownBy(() -> hold(Optional.empty())).hasMessage("erasure-begun");
        assertThatThrownBy(() ->
                        fixture.with(entities -> fixture.requesting(entities).renewCode(fixture.person)))
                .hasMessage("erasure-begun");
        assertThatThrownBy(() -> fixture.records.database.transact(
                        entities -> fixture.requesting(entities).withdraw(fixture.person)))
                .hasMessage("erasure-begun");
        assertThatThrownBy(() -> {
                    Case open = fixture.open();
                    fixture.records.database.transact(entities ->
                            fixture.deciding(entities).reopen(ErasureFixture.AUDITOR, open.id(), open.version()));
                })
                .hasMessage("erasure-begun");
    }

    @Test
    void nothingIsErasedBeforeItIsDueOrWhileSomethingIsOnItsWayToTheLedger() {
        fixture.request();
        fixture.accept();
        assertThat(fixture.carrying().step()).isZero();
        fixture.becomeDue();
        assertThat(fixture.carrying().step()).as("a seal is on its way").isZero();
        assertThat(fixture.storage.removed).isEmpty();
        fixture.anchor();

        assertThat(fixture.carrying().step()).isOne();
    }

    @Test
    void aStorageThatWasAwayIsTriedAgain() {
        fixture.fill();
        fixture.due();
        fixture.storage.awayAfter.set(1);

        assertThatThrownBy(() -> fixture.carrying().step()).isInstanceOf(Unavailable.class);
        assertThat(fixture.storage.removed).hasSize(1);
        assertThat(fixture.number("SELECT count(*) FROM patient WHERE erased_at IS NOT NULL"))
                .isZero();
        assertThatThrownBy(() ->
                        fixture.number("SELECT count(erase_patient(id, TIMESTAMPTZ '2026-12-06 09:00Z')) FROM erasure"))
                .hasStackTraceContaining("are still there");
        fixture.storage.awayAfter.set(Integer.MAX_VALUE);

        assertThat(fixture.carrying().step()).isOne();
        assertThat(fixture.storage.removed).hasSize(4);
    }

    @Test
    void killedAfterTheObjectsItGoesOn() {
        fixture.due();
        AtomicBoolean alive = new AtomicBoolean();
        fixture.salts = () -> {
            if (!alive.get()) {
                throw new IllegalStateException("killed");
            }
            return new SecureSalts().next();
        };
        assertThatThrownBy(() -> fixture.carrying().step()).hasMessage("killed");
        assertThat(fixture.storage.removed).hasSize(1);
        assertThat(fixture.number("SELECT count(*) FROM record_version WHERE patient_id = '" + fixture.patient + "'"))
                .isOne();
        assertThat(ErasureMonitors.seals(fixture).step(100).verified())
                .as("those of others")
                .isOne();
        alive.set(true);

        assertThat(fixture.carrying().step()).isOne();
        assertThat(fixture.number("SELECT count(*) FROM erasure WHERE state = 'carried-out' AND receipt IS NOT NULL"))
                .isOne();
    }

    @Test
    void aRequestIsTakenBackRefusedAndOpenedAgain() {
        ReceiptCode first = fixture.request();
        assertThatThrownBy(fixture::request).hasMessage("erasure-requested-already");
        ReceiptCode second =
                fixture.with(entities -> fixture.requesting(entities).renewCode(fixture.person));
        assertThatThrownBy(() -> fixture.receipts().find(first)).isInstanceOf(NotFound.class);
        assertThat(fixture.receipts()
                        .find(ReceiptCode.parse(second.grouped().toLowerCase(java.util.Locale.ROOT)))
                        .state())
                .isEqualTo(ErasureState.REQUESTED);
        Case open = fixture.open();
        assertThatThrownBy(() -> refuse(open, EnumSet.noneOf(RefusalReason.class)))
                .hasMessage("erasure-refusal-without-reason");
        refuse(open, EnumSet.of(RefusalReason.STATUTORY_RETENTION, RefusalReason.LEGAL_CLAIM));
        assertThat(mine().refusals()).containsExactly(RefusalReason.LEGAL_CLAIM, RefusalReason.STATUTORY_RETENTION);
        assertThatThrownBy(() -> refuse(open, EnumSet.of(RefusalReason.LEGAL_CLAIM)))
                .hasMessage("changed-meanwhile");
        Case refused = fixture.open();
        fixture.records.database.transact(
                entities -> fixture.deciding(entities).reopen(ErasureFixture.AUDITOR, refused.id(), refused.version()));
        fixture.accept();
        fixture.records.database.transact(
                entities -> fixture.requesting(entities).withdraw(fixture.person));
        fixture.becomeDue();

        assertThat(fixture.carrying().step()).isZero();
        assertThat(mine().state()).isEqualTo(ErasureState.WITHDRAWN);
        assertThatThrownBy(() -> fixture.records.database.transact(
                        entities -> fixture.requesting(entities).withdraw(fixture.person)))
                .hasMessage("erasure-not-requested");
        fixture.request();
    }

    @Test
    void theLawsTimeIsKeptUnlessTheAuditorSaysWhyNot() {
        fixture.request();
        Case open = fixture.open();
        assertThat(open.keptUntil()).isPresent();

        assertThatThrownBy(() -> fixture.records.database.transact(entities ->
                        fixture.deciding(entities).accept(ErasureFixture.AUDITOR, open.id(), open.version(), "")))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo("erasure-retained");
                    assertThat(refused.facts()).containsEntry("until", java.time.LocalDate.of(2036, 11, 20));
                });
        fixture.sql("UPDATE hospital_rule SET retention_years = 0");
        fixture.records.database.transact(
                entities -> fixture.deciding(entities).accept(ErasureFixture.AUDITOR, open.id(), open.version(), ""));
    }

    @Test
    void anAuditorDecidesAndNotOnTheirOwnRequest() {
        fixture.request();
        Case open = fixture.open();
        Actor doctor = Actor.staff("doctor", Role.DOCTOR);
        Actor both = new Actor(
                fixture.person.account(),
                Set.of(Role.AUDITOR, Role.PATIENT),
                fixture.person.patient(),
                Optional.empty());

        assertThatThrownBy(() ->
                        fixture.with(entities -> fixture.deciding(entities).all(doctor)))
                .hasMessage("role-missing");
        assertThatThrownBy(() -> fixture.records.database.transact(entities ->
                        fixture.deciding(entities).accept(both, open.id(), open.version(), "because I can")))
                .hasMessage("erasure-own-request");
    }

    @Test
    void nothingNewIsWrittenAboutWhoIsErased() {
        fixture.due();
        fixture.carrying().step();

        assertThatThrownBy(() ->
                        fixture.sql("INSERT INTO proxy_try (patient_id, at) VALUES ('" + fixture.patient + "', now())"))
                .hasMessageContaining("patient_not_erased");
        assertThatThrownBy(() -> fixture.records.seal("again", "text")).hasMessage("patient-key-destroyed");
        assertThatThrownBy(() ->
                        fixture.sql("UPDATE patient SET family_name = 'Back' WHERE id = '" + fixture.patient + "'"))
                .hasMessageContaining("once");
        assertThatThrownBy(fixture::request).isInstanceOf(RuntimeException.class);
    }

    @Test
    void withoutASignedDecisionNothingGoes() {
        fixture.request();
        assertThatThrownBy(() -> fixture.number("SELECT count(erase_patient(id, now())) FROM erasure"))
                .hasStackTraceContaining("is not decided");
        assertThatThrownBy(() -> fixture.sql("DELETE FROM record_version")).hasMessageContaining("append-only");
        assertThatThrownBy(() -> fixture.sql("UPDATE patient SET erased_at = now()"))
                .hasMessageContaining("signed decision");
        assertThatThrownBy(
                        () -> fixture.sql("UPDATE erasure SET state = 'decided', decided_by = 'x', decided_at = now()"))
                .hasMessageContaining("erasure_decided_is_signed");
        fixture.anchor();
        fixture.sql("UPDATE erasure SET state = 'decided', decided_by = 'x', decided_at = now(), due_at = '2026-11-21',"
                + " signature = 'AAAA', decision = '{\"action\":\"erase-subject\",\"subject\":\"" + fixture.subject
                + "\"}'");

        assertThat(fixture.carrying().step()).isZero();
        assertThat(fixture.storage.removed).isEmpty();
        assertThat(fixture.findings()).containsExactly("erasure-decided signature-wrong");
    }

    private RequestErasure.Own mine() {
        return fixture.with(entities -> fixture.requesting(entities).mine(fixture.person))
                .get(0);
    }

    private void refuse(Case open, Set<RefusalReason> reasons) {
        fixture.records.database.transact(entities -> fixture.deciding(entities)
                .refuse(ErasureFixture.AUDITOR, open.id(), open.version(), List.copyOf(reasons), ""));
    }

    private HoldId hold(Optional<java.time.LocalDate> lastDay) {
        return fixture.with(entities ->
                fixture.holds(entities).place(ErasureFixture.AUDITOR, "N-1", "The court wants it", lastDay));
    }
}
