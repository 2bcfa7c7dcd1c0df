package org.chartseal.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chartseal.domain.bundle.BundleManifest.Sealed;
import org.chartseal.ledger.blocks.BlockTransaction.Version;
import org.chartseal.ledger.blocks.TestOrganisation.Identity;
import org.junit.jupiter.api.Test;

/** Who may not sign, or did not, is named. */
class ForgedAuthorTest extends ForgeryKit {

    @Test
    void aSignatureByAKeyThatTheLedgerDoesNotKnow() {
        hospitals.seal(FIRST, Optional.empty(), hospitals.register(TestHospitals.publicKey(TestHospitals.keyPair())));
        refused(hospitals.bundle(), "key-not-registered");
    }

    /** The list's signature is another's; the ledger holds the author's. */
    @Test
    void aSignatureThatAnotherKeyMade() {
        sealOne();
        KeyPair other = TestHospitals.keyPair();
        refused(
                hospitals
                        .bundle()
                        .relistFirst(old -> new Sealed(
                                old.seal(),
                                old.sha256(),
                                old.salt(),
                                TestHospitals.sign(old.header().text(), other),
                                old.anchored(),
                                old.files())),
                "seal-differs",
                "signature-wrong");
    }

    @Test
    void anAuthorWhomTheLedgerDoesNotKnow() {
        Sealed sealed = hospitals.signed(FIRST, TestHospitals.content(FIRST, TestHospitals.PATIENT), Optional.empty());
        ContractTransaction transaction = hospitals.transaction();
        hospitals.seal(FIRST, Optional.empty(), hospitals.register());
        hospitals.chain.add(
                transaction.bytes(Map.of(), Map.of("seal/" + FIRST, "{}"), hospitals.endorsers), hospitals.orderer);
        ForgedBundle bundle = hospitals
                .bundle()
                .relistFirst(old ->
                        TestHospitals.at(sealed.header().equals(old.header()) ? sealed : old, 3, transaction.id()));
        refused(bundle, "seal-differs", "author-unregistered");
    }

    @Test
    void aLicenceThatHadRunOut() {
        hospitals.licensedUntil = Optional.of(TestHospitals.NOW);
        sealOne();
        refused(hospitals.bundle(), "licence-expired");
    }

    /** A licence withdrawn afterwards takes nothing back. */
    @Test
    void whatWasSignedBeforeASuspensionStaysGood() {
        sealOne();
        hospitals.suspensions = "[{\"from\":\"2026-05-04T09:31:00.000Z\"}]";
        hospitals.register();
        assertThat(codes(verdict(hospitals.bundle()))).isEmpty();
    }

    @Test
    void anAuthorWhoWasSuspended() {
        hospitals.suspensions = "[{\"from\":\"2026-05-04T09:29:00.000Z\",\"until\":\"2026-05-04T09:31:00.000Z\"}]";
        sealOne();
        refused(hospitals.bundle(), "author-suspended");
    }

    @Test
    void anAuthorWhomNobodyVerified() {
        hospitals.licensedUntil = Optional.empty();
        sealOne();
        refused(hospitals.bundle(), "author-not-verified");
    }

    @Test
    void anAuthorWhomOneHospitalAloneRegistered() {
        hospitals.registrars = List.of(hospitals.peerA);
        sealOne();
        refused(hospitals.bundle(), "registration-too-few-endorsements");
    }

    @Test
    void anAuthorsEntryThatTheTransactionDidNotWrite() {
        Version registration = hospitals.register();
        hospitals.chain.add(
                hospitals.transaction().bytes(Map.of(), Map.of("other", "{}"), hospitals.registrars),
                hospitals.orderer);
        hospitals.seal(FIRST, Optional.empty(), new Version(registration.block() + 1, 0));
        refused(hospitals.bundle(), "registration-forged");
    }

    @Test
    void aSealThatWasSignedAfterTheLedgerTookIt() {
        Instant early = TestHospitals.NOW.minus(Duration.ofMinutes(6));
        refusedTransaction(new ContractTransaction(hospitals.portal, "early", early), "signed-in-future");
    }

    @Test
    void anotherHospitalsAuthor() {
        Identity stranger = hospitals.hospitalB.issue("client");
        ContractTransaction transaction = new ContractTransaction(stranger, "b", TestHospitals.NOW);
        refused(sealedBy(transaction), "author-of-another-organisation", "seal-differs");
    }

    private ForgedBundle sealedBy(ContractTransaction transaction) {
        hospitals.seal(
                FIRST,
                TestHospitals.content(FIRST, TestHospitals.PATIENT),
                Optional.empty(),
                hospitals.register(),
                transaction);
        return hospitals.bundle();
    }
}
