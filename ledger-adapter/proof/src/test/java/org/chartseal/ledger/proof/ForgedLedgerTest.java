package org.chartseal.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.chartseal.domain.bundle.BundleManifest;
import org.chartseal.domain.bundle.BundleManifest.Anchored;
import org.chartseal.domain.bundle.BundleManifest.Head;
import org.chartseal.domain.bundle.BundleManifest.HeldBlock;
import org.chartseal.domain.bundle.BundleManifest.Sealed;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.ledger.TransactionId;
import org.chartseal.ledger.blocks.BlockTransaction.Version;
import org.chartseal.ledger.blocks.TestChain;
import org.chartseal.ledger.blocks.TestConfiguration;
import org.chartseal.ledger.blocks.TestOrganisation;
import org.chartseal.ledger.blocks.TestOrganisation.Identity;
import org.hyperledger.fabric.protos.common.Block;
import org.junit.jupiter.api.Test;

/** Blocks, transactions and organisations that prove nothing are named. */
class ForgedLedgerTest extends ForgeryKit {

    @Test
    void tooFewEndorsements() {
        hospitals.endorsers = List.of(hospitals.peerA);
        sealOne();
        refused(hospitals.bundle(), "too-few-endorsements");
    }

    @Test
    void twoPeersOfOneHospitalAreOneHospital() {
        hospitals.endorsers = List.of(hospitals.peerA, hospitals.hospitalA.issue("peer"));
        sealOne();
        refused(hospitals.bundle(), "too-few-endorsements");
    }

    @Test
    void endorsementsByWhoIsNoPeer() {
        hospitals.endorsers = List.of(hospitals.peerA, hospitals.hospitalB.issue("client"));
        sealOne();
        refused(hospitals.bundle(), "too-few-endorsements");
    }

    @Test
    void anAlteredBlock() {
        sealOne();
        refused(hospitals.bundle().alter("blocks/2", TestBytes::flipLast), "block-altered");
    }

    @Test
    void aForgedBlock() {
        sealOne();
        ForgedBundle bundle = hospitals.bundle();
        bundle.forge("blocks/2", bytes -> TestBytes.withTransaction(bytes, ByteString.copyFromUtf8("forged")));
        refused(bundle, "block-forged");
    }

    /** With the header put right, the orderers' signatures are of another one. */
    @Test
    void aForgedBlockWithAHeaderThatFits() {
        sealOne();
        ForgedBundle bundle = hospitals.bundle();
        bundle.forge(
                "blocks/2",
                bytes -> TestBytes.withFittingHeader(
                        TestBytes.withTransaction(bytes, ByteString.copyFromUtf8("forged"))));
        refused(bundle, "block-not-signed");
    }

    @Test
    void aBlockSignedByNobodyWhoOrders() {
        Version registration = hospitals.register();
        ContractTransaction transaction = hospitals.transaction();
        Sealed sealed = hospitals.seal(
                FIRST,
                TestHospitals.content(FIRST, TestHospitals.PATIENT),
                Optional.empty(),
                registration,
                transaction);
        TestBytes.resign(hospitals.chain, sealed.anchored().orElseThrow().block(), hospitals.peerA);
        refused(hospitals.bundle(), "block-not-signed");
    }

    @Test
    void aBlockWithSomethingMoreInIt() {
        sealOne();
        refused(hospitals.bundle().forge("blocks/1", TestBytes::withUnknownField), "block-malformed");
    }

    @Test
    void aChainThatLacksItsConfiguration() {
        Version registration = hospitals.register();
        hospitals.chain.configure(hospitals.configuration(), hospitals.orderer);
        hospitals.seal(FIRST, Optional.empty(), registration);
        ForgedBundle bundle = hospitals.bundle();
        bundle.remove("blocks/2")
                .relist(old -> ForgedBundle.with(
                        old,
                        old.records(),
                        old.blocks().stream().filter(each -> each.number() != 2).toList()));
        refused(bundle, "chain-truncated");
    }

    @Test
    void aChainWithoutItsBeginning() {
        sealOne();
        ForgedBundle bundle = hospitals.bundle();
        bundle.remove("blocks/0")
                .relist(old -> ForgedBundle.with(
                        old,
                        old.records(),
                        old.blocks().stream().filter(each -> each.number() != 0).toList()));
        refused(bundle, "chain-truncated");
    }

    @Test
    void aChainThatEndsBeforeItsStatedHead() {
        sealOne();
        refused(
                hospitals
                        .bundle()
                        .relist(old -> headed(old, new Head(9, old.head().hash()))),
                "head-missing");
    }

    @Test
    void anotherHead() {
        sealOne();
        refused(
                hospitals.bundle().relist(old -> headed(old, new Head(old.head().number(), "ab".repeat(32)))),
                "head-differs");
    }

    private static BundleManifest headed(BundleManifest old, Head head) {
        return new BundleManifest(
                old.patient(),
                old.channel(),
                old.contract(),
                head,
                old.records(),
                old.missing(),
                old.blocks(),
                old.reading());
    }

    /** The same hospitals, with certificates of the same roots, begin a chain of their own. */
    @Test
    void aChainThatBeganOtherwise() {
        sealOne();
        Roots roots =
                new Roots(hospitals.roots().organisations(), Optional.of(new Roots.Channel("emr", "ab".repeat(32))));
        BundleVerdict verdict = verdict(roots, hospitals.bundle());
        assertThat(codes(verdict)).containsExactly("first-block-differs");
    }

    @Test
    void anotherChannelThanTheRootFolderNames() {
        sealOne();
        Roots.Channel channel = hospitals.roots().channel().orElseThrow();
        Roots roots = new Roots(
                hospitals.roots().organisations(), Optional.of(new Roots.Channel("other", channel.firstBlock())));
        assertThat(codes(verdict(roots, hospitals.bundle()))).containsExactly("channel-differs");
    }

    @Test
    void organisationsThatNobodyTrusts() {
        sealOne();
        TestHospitals others = new TestHospitals();
        Roots roots = new Roots(others.roots().organisations(), Optional.empty());
        BundleVerdict verdict = verdict(roots, hospitals.bundle());
        assertThat(codes(verdict)).containsExactly("root-differs");
        assertThat(verdict.records().get(0).problems()).isNotEmpty();
    }

    @Test
    void anOrganisationThatTheRootFolderDoesNotHave() {
        sealOne();
        Roots roots = new Roots(
                Map.of("HospitalAMSP", Set.of(hospitals.hospitalA.root())),
                hospitals.roots().channel());
        assertThat(codes(verdict(roots, hospitals.bundle()))).containsExactly("organisation-unknown");
    }

    @Test
    void anOrganisationWithFewerRootsThanTheFolder() {
        sealOne();
        Map<String, Set<X509Certificate>> more = new HashMap<>(hospitals.roots().organisations());
        more.put("HospitalAMSP", Set.of(hospitals.hospitalA.root(), new TestOrganisation("HospitalAMSP").root()));
        Roots roots = new Roots(more, hospitals.roots().channel());
        assertThat(codes(verdict(roots, hospitals.bundle()))).containsExactly("root-differs");
    }

    @Test
    void aBlockSignedByAnOrdererWhoseCertificateWasRevoked() {
        Identity revoked = hospitals.orderers.issue("orderer");
        Version registration = hospitals.register();
        hospitals.chain.configure(
                new TestConfiguration()
                        .endorsing(hospitals.hospitalA)
                        .endorsing(hospitals.hospitalB)
                        .ordering(hospitals
                                .orderers
                                .configuration()
                                .addRevocationList(hospitals.orderers.revocation(revoked))),
                hospitals.orderer);
        hospitals.seal(FIRST, Optional.empty(), registration);
        assertThat(codes(verdict(hospitals.bundle()))).isEmpty();
        hospitals.chain.add(revoked);
        refused(hospitals.bundle(), "block-not-signed");
    }

    @Test
    void aBlockSignedByTooFewOfOrderersOfWhomSomeMayBeFalse() {
        List<Identity> consenters = Stream.generate(() -> hospitals.orderers.issue("orderer"))
                .limit(4)
                .toList();
        sealOne();
        hospitals.chain.configure(hospitals.configuration().byzantine(1, consenters), hospitals.orderer);
        hospitals.chain.addNumbered(consenters, 1, 2, 4);
        assertThat(codes(verdict(hospitals.bundle()))).isEmpty();
        hospitals.chain.addNumbered(consenters, 1, 2);
        refused(hospitals.bundle(), "block-not-signed");
    }

    /** Orderers who are true take a hospital into the channel that the verifier does not trust; its word counts nothing. */
    @Test
    void aConfigurationWithAStranger() {
        Version registration = hospitals.register();
        hospitals.chain.configure(
                hospitals.configuration().endorsing(new TestOrganisation("HospitalCMSP")), hospitals.orderer);
        hospitals.seal(FIRST, Optional.empty(), registration);
        refused(hospitals.bundle(), "organisation-unknown");
        assertThat(verdict(hospitals.bundle()).records().get(0).problems()).isNotEmpty();
    }

    @Test
    void aTransactionOfAnotherChannel() {
        refusedTransaction(hospitals.transaction().onChannel("phd"), "transaction-foreign");
    }

    @Test
    void aTransactionOfAnotherContract() {
        refusedTransaction(hospitals.transaction().ofContract("another"), "transaction-foreign");
    }

    @Test
    void aTransactionThatTheContractRefused() {
        refusedTransaction(hospitals.transaction().failing(), "transaction-foreign");
    }

    @Test
    void anEndorsementOfAnotherProposal() {
        refusedTransaction(hospitals.transaction().withOtherProposal(), "transaction-forged");
    }

    @Test
    void aTransactionThatClaimsAnothersId() {
        ContractTransaction transaction = hospitals.transaction().withId("ab".repeat(32));
        Sealed sealed = hospitals.seal(
                FIRST,
                TestHospitals.content(FIRST, TestHospitals.PATIENT),
                Optional.empty(),
                hospitals.register(),
                transaction);
        hospitals.replace(
                sealed, TestHospitals.at(sealed, sealed.anchored().orElseThrow().block(), "ab".repeat(32)));
        refused(hospitals.bundle(), "transaction-forged");
    }

    @Test
    void aTransactionThatTheBlockDoesNotHold() {
        sealOne();
        refused(
                hospitals.bundle().relistFirst(old -> TestHospitals.at(old, 2, "cd".repeat(32))),
                "transaction-missing");
    }

    @Test
    void aTransactionThatWroteAnotherSeal() {
        Version registration = hospitals.register();
        Sealed one = hospitals.seal(FIRST, Optional.empty(), registration);
        Sealed other = hospitals.seal(new SealId(STRANGER, 1), Optional.empty(), registration);
        Anchored place = other.anchored().orElseThrow();
        hospitals.replace(
                one, TestHospitals.at(one, place.block(), place.transaction().hex()));
        refused(hospitals.bundle(), "seal-not-written");
    }

    /** Numbers of blocks are not signed integers in Fabric; here they are, so none beyond half of what is possible exists. */
    @Test
    void aBlockBeyondAllNumbers() {
        sealOne();
        Block last = hospitals.chain.last();
        Block beyond = TestChain.signed(
                last.getHeader().toBuilder().setNumber(-1).build(),
                last.getData().getDataList(),
                0,
                List.of(hospitals.orderer));
        ForgedBundle bundle = hospitals.bundle();
        bundle.alter("blocks/-1", old -> beyond.toByteString());
        HeldBlock held = new HeldBlock(-1, BundleContent.sha256(beyond.toByteString()));
        bundle.relist(old -> ForgedBundle.with(
                old,
                old.records(),
                Stream.concat(Stream.of(held), old.blocks().stream()).toList()));
        refused(bundle, "block-malformed");
    }

    @Test
    void aTransactionAtATimeThatNoCalendarHas() {
        refusedTransaction(new ContractTransaction(hospitals.portal, "never", Instant.MAX), "transaction-missing");
    }

    @Test
    void aTransactionIdIsNoPlace() {
        Sealed sealed = sealOne();
        hospitals.replace(
                sealed,
                new Sealed(
                        sealed.seal(),
                        sealed.sha256(),
                        sealed.salt(),
                        sealed.header(),
                        Optional.of(new Anchored(77, new TransactionId("ab".repeat(32)))),
                        List.of()));
        refused(hospitals.bundle(), "block-missing");
    }

    @Test
    void chainsThatSayDifferentThings() {
        TestChain chain = hospitals.chain;
        Version registration = hospitals.register();
        hospitals.seal(FIRST, Optional.empty(), registration);
        TestBytes.unlink(chain, 2, hospitals.orderer);
        refused(hospitals.bundle(), "chain-broken");
    }
}
