package org.chartseal.domain.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chartseal.domain.ledger.ErasureStatement;
import org.chartseal.domain.ledger.LedgerCommand.EraseSubject;
import org.chartseal.domain.ledger.LedgerSubjectId;
import org.chartseal.domain.ledger.ReceiptDigest;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.records.SealsWithoutRecord;
import org.chartseal.domain.testing.TestKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The database is held to what the ledger says of erasures, both ways. */
class CheckErasuresIT {

    private final ErasureFixture fixture = new ErasureFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    /** As after the restoration of a backup from before the erasure: the ledger has it, and the database the patient. */
    @Test
    void whomAnOldBackupBringsBackIsErasedAgain() {
        fixture.fill();
        fixture.anchor();
        ReceiptDigest given = erasedOnLedger(fixture.hospital.publicKey(), fixture::sign);
        fixture.sql("INSERT INTO legal_hold (id, patient_id, reason, placed_by, placed_at) VALUES (gen_random_uuid(), '"
                + fixture.patient + "', 'released after the backup', 'auditor', now())");

        assertThat(fixture.checking().step().back()).isOne();
        assertThat(fixture.checking().step().back()).as("decided once").isZero();
        assertThat(fixture.carrying().step()).isOne();

        assertThat(fixture.number("SELECT count(*) FROM patient WHERE erased_at IS NOT NULL"))
                .isOne();
        assertThat(fixture.number(
                        "SELECT count(*) FROM erasure WHERE again AND receipt IS NULL AND state = 'carried-out'"))
                .isOne();
        assertThat(fixture.number("SELECT count(*) FROM ledger_outbox WHERE kind = 'erase-subject'"))
                .isZero();
        assertThat(fixture.checking().step().wrong()).isEmpty();
        assertThat(fixture.ledger
                        .findErasure(new LedgerSubjectId(fixture.subject))
                        .orElseThrow()
                        .receipt())
                .isEqualTo(given);
    }

    @Test
    void anOpenRequestOfTheBackupIsTheOneThatIsCarriedOut() {
        ReceiptCode code = fixture.request();
        fixture.accept();
        fixture.anchor();
        erasedOnLedger(fixture.hospital.publicKey(), fixture::sign);

        assertThat(fixture.checking().step().back()).isOne();
        assertThat(fixture.carrying().step()).as("though it was not due").isOne();

        FindReceipt.Found found = fixture.receipts().find(code);
        assertThat(found.again()).isTrue();
        assertThat(found.receipt()).isEmpty();
        assertThat(found.ledger()).isPresent();
    }

    @Test
    void whatAnotherSignedErasesNobody() {
        var forger = new TestKeys().create();
        fixture.anchor();
        erasedOnLedger(
                forger.publicKey(),
                text -> new SignedText(text, new TestKeys().sign(forger.protectedPrivateKey(), text)));

        assertThat(fixture.checking().step().wrong()).hasSize(1);
        assertThat(fixture.carrying().step()).isZero();
        assertThat(fixture.findings()).containsExactly("erasure-on-ledger signature-wrong");
    }

    @Test
    void whoDeletesAndCallsItAnErasureIsNamed() {
        fixture.anchor();
        String seal = fixture.seal.toString();
        fixture.sql("SET session_replication_role = replica; DELETE FROM record_version WHERE patient_id = '"
                + fixture.patient + "'; SET session_replication_role = DEFAULT");
        SealsWithoutRecord missing =
                new SealsWithoutRecord(fixture.records.transactions(), fixture.ledger, fixture.clock);
        assertThat(missing.step(100)).containsExactly(fixture.seal);

        fixture.sql("""
                INSERT INTO erasure (id, version, patient_id, subject, state, requested_by, requested_at, reason, code_hash, decided_by,
                  decided_at, decision, signature, due_at, begun_at, carried_out_at, receipt)
                VALUES (gen_random_uuid(), 0, '%s', '%s', 'carried-out', '', now(), '', repeat('a', 64), 'x', now(), '{}', 'AAAA',
                  now(), now(), now(), '{}');
                INSERT INTO erased_seal (seal, erasure_id, commitment) SELECT '%s', id, repeat('b', 64) FROM erasure
                """.formatted(fixture.patient, fixture.subject, seal));
        missing.step(100);
        assertThat(missing.step(100)).as("no excuse without the ledger").containsExactly(fixture.seal);

        fixture.sql("INSERT INTO ledger_erasure VALUES ('" + fixture.subject + "', 1, 't')");
        assertThat(fixture.checking().step().wrong()).isNotEmpty();
        assertThat(fixture.findings()).contains("erasure-on-ledger not-on-ledger");
    }

    @Test
    void whoIsErasedWithoutADecisionIsNamed() {
        fixture.sql(
                "SET session_replication_role = replica; UPDATE patient SET number = 'erased ' || id, account = NULL,"
                        + " given_name = '', family_name = '-', birth_date = '1900-01-01', sex = 'unknown', phone = '', email = '',"
                        + " address = '', language = '', public_key = '', key_thumbprint = '', private_key = NULL, passkey_id = NULL,"
                        + " registered_by = '', registered_at = now(), search_text = '', erased_at = now() WHERE id = '"
                        + fixture.patient + "'; SET session_replication_role = DEFAULT");

        assertThat(fixture.checking().step().wrong()).containsExactly(fixture.patient.value());
        assertThat(fixture.findings()).containsExactly("erasure-decided erasure-missing");
    }

    @Test
    void anotherReceiptThanTheLedgersIsNamedAndClosedWhenItIsRightAgain() {
        fixture.due();
        fixture.carrying().step();
        fixture.anchor();
        String receipt = fixture.with(
                entities -> (String) entities.createNativeQuery("SELECT receipt FROM erasure", String.class)
                        .getSingleResult());
        assertThat(fixture.checking().step().wrong()).isEmpty();
        edit(receipt.replace("erasedAt", "erasedOn"));
        assertThat(fixture.checking().step().wrong()).hasSize(1);
        assertThat(fixture.findings()).containsExactly("erasure-on-ledger ledger-differs");
        edit(receipt);

        assertThat(fixture.checking().step().wrong()).isEmpty();
        assertThat(fixture.findings()).isEmpty();
    }

    private void edit(String receipt) {
        fixture.sql("SET session_replication_role = replica; UPDATE erasure SET receipt = '" + receipt
                + "'; SET session_replication_role = DEFAULT");
    }

    private ReceiptDigest erasedOnLedger(String publicKey, java.util.function.Function<String, SignedText> signing) {
        String text = new ErasureStatement(new LedgerSubjectId(fixture.subject), fixture.clock.instant(), publicKey)
                .canonicalText();
        ReceiptDigest given = ReceiptDigest.of("given before the backup was restored");
        fixture.ledger.submit(fixture.ledger.endorse(new EraseSubject(signing.apply(text), given, List.of())));
        fixture.sql("INSERT INTO ledger_erasure VALUES ('" + fixture.subject + "', 9, 't')");
        return given;
    }
}
