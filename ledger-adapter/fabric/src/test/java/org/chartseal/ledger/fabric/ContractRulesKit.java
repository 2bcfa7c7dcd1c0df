package org.chartseal.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.chartseal.domain.ledger.BatchId;
import org.chartseal.domain.ledger.BatchProof;
import org.chartseal.domain.ledger.BatchRoot;
import org.chartseal.domain.ledger.CommitOutcome.Committed;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.ledger.KeyHolder;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.domain.ledger.LedgerCommand.AnchorRoot;
import org.chartseal.domain.ledger.LedgerCommand.AnchorSeals;
import org.chartseal.domain.ledger.LedgerCommand.ChangePractitionerKey;
import org.chartseal.domain.ledger.LedgerCommand.ChangeSubjectKey;
import org.chartseal.domain.ledger.LedgerCommand.EndEmergency;
import org.chartseal.domain.ledger.LedgerCommand.GiveAccess;
import org.chartseal.domain.ledger.LedgerCommand.OpenEmergency;
import org.chartseal.domain.ledger.LedgerCommand.RegisterPractitioner;
import org.chartseal.domain.ledger.LedgerCommand.RegisterSubject;
import org.chartseal.domain.ledger.LedgerCommand.RestoreSubjectKey;
import org.chartseal.domain.ledger.LedgerCommand.ReviewEmergency;
import org.chartseal.domain.ledger.LedgerCommand.RevokeAccess;
import org.chartseal.domain.ledger.LedgerCommand.SuspendPractitioner;
import org.chartseal.domain.ledger.LedgerCommand.VerifyPractitioner;
import org.chartseal.domain.ledger.LedgerEmergencyId;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.ledger.RegisteredKey;
import org.chartseal.domain.ledger.RegisteredPractitioner;
import org.chartseal.domain.ledger.RestorationStatement;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.ledger.TransactionId;
import org.chartseal.domain.ledger.merkle.MerkleTree;
import org.chartseal.domain.shared.Refused;
import org.junit.jupiter.api.Test;

/** What the contract writes and refuses, whichever network runs it. */
abstract class ContractRulesKit extends GrantsKit {

    @Test
    void aBatchStandsUnderItsOwnKeysInOneTransaction() {
        AnchorSeals batch = author.batch(50);

        Committed committed = write(batch);

        for (SignedText seal : batch.seals()) {
            assertThat(ledger.findSeal(KitSigner.idOf(seal))).hasValueSatisfying(anchored -> {
                assertThat(anchored.header()).isEqualTo(seal);
                assertThat(anchored.transaction()).isEqualTo(committed.transaction());
                assertThat(anchored.organisation()).isEqualTo(profile.mspId());
            });
        }
        LedgerBlock.Transaction transaction = transaction(committed);
        assertThat(transaction.written())
                .containsExactlyInAnyOrderElementsOf(batch.seals().stream()
                        .map(seal -> "seal/" + KitSigner.idOf(seal))
                        .toList());
        assertThat(transaction.function()).isEqualTo("AnchorSeals");
        assertThat(transaction.event()).isEqualTo("SealsAnchored");
        assertThat(transaction.validation()).isEqualTo("VALID");
        assertThat(transaction.creator()).isEqualTo(profile.mspId());
        assertThat(transaction.endorsers()).isNotEmpty();
        assertThat(transaction.endorsements()).allSatisfy(LedgerKit::hasAWholeCertificate);
        assertThat(transaction.submitter()).satisfies(LedgerKit::hasAWholeCertificate);
    }

    @Test
    void theLargestBatchGoesThrough() {
        AnchorSeals batch = author.batch(500);

        assertThat(transaction(write(batch)).written()).hasSize(500);
    }

    @Test
    void whatIsNotThereIsEmpty() {
        SealId seal = new SealId(UUID.randomUUID(), 1);

        assertThat(ledger.findSeal(seal)).isEmpty();
        assertThat(ledger.sealHistory(seal)).isEmpty();
        assertThat(ledger.findPractitioner(new KitSigner().practitioner())).isEmpty();
        assertThat(ledger.findGrant(new LedgerGrantId(UUID.randomUUID()))).isEmpty();
        assertThat(ledger.findRoot(new BatchId(UUID.randomUUID()))).isEmpty();
        assertThat(ledger.blockOf(new TransactionId("0".repeat(64)))).isEmpty();
        assertThat(ledger.blocks(ledger.height(), 5)).isEmpty();
    }

    @Test
    void theSameCommitmentAgainIsCommittedAndWritesNothing() {
        AnchorSeals batch = author.batch(1);
        Committed first = write(batch);
        Committed again = write(batch);

        assertThat(again.transaction()).isNotEqualTo(first.transaction());
        assertThat(transaction(again).written()).isEmpty();
        assertWrittenOnce(batch);
    }

    @Test
    void anotherCommitmentForTheSameVersionIsRefusedByNameOfTheSeal() {
        SignedText seal = author.seal();
        SealId id = KitSigner.idOf(seal);
        write(new AnchorSeals(List.of(seal)));

        refused(
                "SEAL_CONFLICT",
                id.toString(),
                new AnchorSeals(List.of(author.seal(), author.seal(id, KitSigner.commitment(2), Optional.empty()))));
    }

    @Test
    void rulesOfTheContractComeBackWithTheirCodes() {
        KitSigner unverified = new KitSigner();
        write(new RegisterPractitioner(unverified.practitioner(), unverified.publicKey()));
        SignedText notYet = unverified.seal();
        SignedText good = author.seal();
        SignedText forged = new SignedText(good.text(), author.seal().signature());
        SealId second = new SealId(UUID.randomUUID(), 2);

        refused("PRACTITIONER_NOT_VERIFIED", KitSigner.idOf(notYet).toString(), new AnchorSeals(List.of(notYet)));
        refused("SIGNATURE_INVALID", KitSigner.idOf(good).toString(), new AnchorSeals(List.of(forged)));
        refused(
                "VERSION_GAP",
                second.toString(),
                new AnchorSeals(
                        List.of(author.seal(second, KitSigner.commitment(2), Optional.of(KitSigner.commitment(1))))));
        assertThatThrownBy(() -> ledger.endorse(new AnchorSeals(List.of())))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("BATCH_EMPTY"));
    }

    @Test
    void aPractitionersStateIsRead() {
        KitSigner doctor = new KitSigner();
        Instant until = CLOCK.instant().plus(Duration.ofDays(10));

        write(new RegisterPractitioner(doctor.practitioner(), doctor.publicKey()));
        assertState(doctor, RegisteredPractitioner.State.REGISTERED);
        write(new VerifyPractitioner(doctor.practitioner(), until));
        assertState(doctor, RegisteredPractitioner.State.VERIFIED);
        write(new SuspendPractitioner(doctor.practitioner()));
        assertState(doctor, RegisteredPractitioner.State.SUSPENDED);
    }

    @Test
    void accessIsGivenAndTakenAwayByThePatientAlone() {
        KitSigner patient = new KitSigner();
        KitSigner impostor = new KitSigner();
        LedgerGrantId grant = new LedgerGrantId(UUID.randomUUID());
        GiveAccess given = patient.grant(grant, author.practitioner());
        SignedText statement = given.statement();
        SignedText revocation = patient.revocation(grant);
        write(new RegisterSubject(patient.subject(), patient.publicKey()));

        refusedWith("SIGNATURE_INVALID", new GiveAccess(impostor.sign(statement.text()), given.scope()));
        write(given);
        assertThat(ledger.findGrant(grant)).hasValueSatisfying(found -> {
            assertThat(found.statement()).isEqualTo(statement);
            assertThat(found.revocation()).isNull();
        });
        refusedWith("SIGNATURE_INVALID", new RevokeAccess(impostor.sign(revocation.text())));
        write(new RevokeAccess(revocation));
        assertThat(ledger.findGrant(grant))
                .hasValueSatisfying(found -> assertThat(found.revocation()).isEqualTo(revocation));
        refusedWith("GRANT_REVOKED", given);
    }

    @Test
    void anEmergencyIsOpenedByOneAndReviewedByAnother() {
        KitSigner patient = new KitSigner();
        KitSigner colleague = new KitSigner();
        write(new RegisterSubject(patient.subject(), patient.publicKey()));
        write(new RegisterPractitioner(colleague.practitioner(), colleague.publicKey()));
        write(new VerifyPractitioner(colleague.practitioner(), CLOCK.instant().plus(Duration.ofDays(10))));
        LedgerEmergencyId access = new LedgerEmergencyId(UUID.randomUUID());
        SignedText opening = author.emergency(access, patient.subject(), 15);

        refusedWith("SIGNATURE_INVALID", new OpenEmergency(colleague.sign(opening.text())));
        refusedWith("MINUTES_INVALID", new OpenEmergency(author.emergency(access, patient.subject(), 241)));
        assertTold(write(new OpenEmergency(opening)), "EmergencyOpened", access);
        assertThat(transaction(write(new OpenEmergency(opening))).written()).isEmpty();
        refusedWith("EMERGENCY_EXISTS", new OpenEmergency(author.emergency(access, patient.subject(), 16)));
        refusedWith("OPENER_MISMATCH", new EndEmergency(colleague.endOf(access)));
        assertTold(write(new EndEmergency(author.endOf(access))), "EmergencyEnded", access);
        refusedWith("REVIEWER_IS_OPENER", new ReviewEmergency(author.review(access, "justified")));
        assertTold(write(new ReviewEmergency(colleague.review(access, "not-justified"))), "EmergencyReviewed", access);
        refusedWith("EMERGENCY_REVIEWED", new ReviewEmergency(colleague.review(access, "justified")));
    }

    private void assertTold(Committed committed, String event, LedgerEmergencyId access) {
        LedgerBlock.Transaction transaction = transaction(committed);
        assertThat(transaction.event()).isEqualTo(event);
        assertThat(transaction.written()).containsExactly("emergency/" + access);
    }

    @Test
    void whoHasAPasskeyIsSignedForByNobodyElse() {
        KitSigner kept = new KitSigner();
        KitPasskey own = new KitPasskey();
        LedgerGrantId grant = new LedgerGrantId(UUID.randomUUID());
        write(new RegisterSubject(kept.subject(), kept.publicKey()));
        String change = own.change(kept);
        refusedWith("SIGNATURE_INVALID", new ChangeSubjectKey(new KitSigner().sign(change)));
        write(new ChangeSubjectKey(kept.sign(change)));

        GiveAccess unsigned = kept.unsigned(grant, author.practitioner(), own.thumbprint());
        String statement = unsigned.statement().text();
        SignedText signed = own.sign(statement);
        refusedWith("KEY_MISMATCH", kept.grant(grant, author.practitioner()));
        refusedWith("SIGNATURE_INVALID", new GiveAccess(kept.sign(statement), unsigned.scope()));
        refusedWith("SIGNATURE_INVALID", new GiveAccess(own.signBare(statement), unsigned.scope()));
        refusedWith("SIGNATURE_INVALID", new GiveAccess(own.signUnverified(statement), unsigned.scope()));
        write(new GiveAccess(signed, unsigned.scope()));
        assertThat(ledger.findGrant(grant))
                .hasValueSatisfying(found -> assertThat(found.statement()).isEqualTo(signed));
        String revocation = kept.revocationText(grant, own.thumbprint());
        refusedWith("SIGNATURE_INVALID", new RevokeAccess(new SignedText(revocation, signed.signature())));
        write(new RevokeAccess(own.sign(revocation)));
    }

    @Test
    void aPractitionersFormerKeyStandsBesideTheirPasskey() {
        KitSigner kept = new KitSigner();
        KitPasskey own = new KitPasskey();
        write(new RegisterPractitioner(kept.practitioner(), kept.publicKey()));
        write(new VerifyPractitioner(kept.practitioner(), CLOCK.instant().plus(Duration.ofDays(30))));
        SignedText before = kept.seal();
        write(new AnchorSeals(List.of(before)));
        String change = own.changeOfPractitioner(kept);
        refusedWith("SIGNATURE_INVALID", new ChangePractitionerKey(new KitSigner().sign(change)));

        Committed committed = write(new ChangePractitionerKey(kept.sign(change)));

        assertThat(transaction(committed).event()).isEqualTo("PractitionerKeyChanged");
        assertThat(ledger.findPractitioner(kept.practitioner())).hasValueSatisfying(found -> {
            assertThat(found.key()).isEqualTo(own.key());
            assertThat(found.formerKeys()).singleElement().satisfies(former -> {
                assertThat(former.key()).isEqualTo(RegisteredKey.kept(kept.publicKey()));
                assertThat(former.until()).isCloseTo(transaction(committed).time(), within(1, ChronoUnit.MILLIS));
            });
        });
        refusedWith("KEY_MISMATCH", new AnchorSeals(List.of(kept.seal())));
        String header = kept.header(own.thumbprint());
        refusedWith("SIGNATURE_INVALID", new AnchorSeals(List.of(kept.sign(header))));
        refusedWith("SIGNATURE_INVALID", new AnchorSeals(List.of(own.signUnverified(header))));
        write(new AnchorSeals(List.of(own.sign(header))));
    }

    @Test
    void twoWitnessesBringBackWhoLostTheirPasskey() {
        KitSigner patient = new KitSigner();
        KitPasskey lost = new KitPasskey();
        write(new RegisterSubject(patient.subject(), patient.publicKey()));
        write(new ChangeSubjectKey(patient.sign(lost.change(patient))));
        KitSigner next = new KitSigner();
        SignedText one = witness().says(patient, lost, next);
        SignedText two = witness().says(patient, lost, next);

        refusedWith("WITNESSES_NOT_TWO", new RestoreSubjectKey(List.of(one, one)));
        Committed committed = write(new RestoreSubjectKey(List.of(one, two)));

        assertThat(transaction(committed).event()).isEqualTo("SubjectKeyRestored");
        LedgerGrantId grant = new LedgerGrantId(UUID.randomUUID());
        GiveAccess unsigned = patient.unsigned(grant, author.practitioner(), next.thumbprint());
        write(new GiveAccess(next.sign(unsigned.statement().text()), unsigned.scope()));
    }

    /** A verified practitioner with a passkey. */
    private record Witness(KitSigner person, KitPasskey own) {

        SignedText says(KitSigner holder, KitPasskey lost, KitSigner next) {
            return own.sign(new RestorationStatement(
                            KeyHolder.of(holder.subject()),
                            person.practitioner(),
                            own.thumbprint(),
                            lost.thumbprint(),
                            next.publicKey(),
                            Optional.empty(),
                            CLOCK.instant())
                    .canonicalText());
        }
    }

    private Witness witness() {
        Witness witness = new Witness(new KitSigner(), new KitPasskey());
        KitSigner person = witness.person();
        write(new RegisterPractitioner(person.practitioner(), person.publicKey()));
        write(new VerifyPractitioner(person.practitioner(), CLOCK.instant().plus(Duration.ofDays(30))));
        write(new ChangePractitionerKey(person.sign(witness.own().changeOfPractitioner(person))));
        return witness;
    }

    @Test
    void aRootStandsUnderItsBatch() {
        BatchRoot root = root(5);

        Committed committed = write(new AnchorRoot(root));

        assertThat(ledger.findRoot(root.batch())).hasValueSatisfying(anchored -> {
            assertThat(anchored.root()).isEqualTo(root);
            assertThat(anchored.transaction()).isEqualTo(committed.transaction());
            assertThat(anchored.organisation()).isEqualTo(profile.mspId());
        });
        LedgerBlock.Transaction transaction = transaction(committed);
        assertThat(transaction.function()).isEqualTo("AnchorRoot");
        assertThat(transaction.event()).isEqualTo("RootAnchored");
        assertThat(transaction.written()).containsExactly("root/" + root.batch());
    }

    @Test
    void aBatchHasOneRootForEver() {
        BatchRoot root = root(5);
        write(new AnchorRoot(root));

        assertThat(transaction(write(new AnchorRoot(root))).written()).isEmpty();
        refusedWith(
                "ROOT_CONFLICT",
                new AnchorRoot(new BatchRoot(root.batch(), root.root(), root.size() + 1, root.closedAt())));
        assertThat(ledger.findRoot(root.batch()))
                .hasValueSatisfying(anchored -> assertThat(anchored.root()).isEqualTo(root));
    }

    @Test
    void anItemOfAnAnchoredBatchIsProvedByTheLedgersRoot() {
        List<Commitment> items =
                IntStream.range(0, 1000).mapToObj(KitSigner::commitment).toList();
        MerkleTree tree = BatchProof.tree(items);
        BatchRoot closed = new BatchRoot(new BatchId(UUID.randomUUID()), tree.root(), tree.size(), CLOCK.instant());
        String kept = new BatchProof(closed.batch(), items.get(617), tree.inclusion(617)).canonicalText();
        write(new AnchorRoot(closed));

        BatchProof proof = BatchProof.parse(kept);

        assertThat(ledger.findRoot(proof.batch()))
                .hasValueSatisfying(
                        anchored -> assertThat(proof.proves(anchored.root())).isTrue());
    }

    private static BatchRoot root(int size) {
        List<Commitment> items =
                IntStream.range(0, size).mapToObj(KitSigner::commitment).toList();
        return new BatchRoot(
                new BatchId(UUID.randomUUID()), BatchProof.tree(items).root(), size, CLOCK.instant());
    }
}
