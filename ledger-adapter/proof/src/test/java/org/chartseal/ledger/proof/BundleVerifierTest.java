package org.chartseal.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.chartseal.domain.bundle.BundleManifest;
import org.chartseal.domain.bundle.BundleManifest.Anchored;
import org.chartseal.domain.bundle.BundleManifest.File;
import org.chartseal.domain.bundle.BundleManifest.Head;
import org.chartseal.domain.bundle.BundleManifest.Sealed;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.ledger.SealHeader;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.ledger.TransactionId;
import org.chartseal.ledger.blocks.BlockTransaction.Version;
import org.chartseal.ledger.blocks.TestChain;
import org.chartseal.ledger.blocks.TestOrganisation;
import org.chartseal.ledger.blocks.TestOrganisation.Identity;
import org.junit.jupiter.api.Test;

/** A bundle that is what it says is taken, and each way to cheat with one is refused by its name. */
class BundleVerifierTest {

    private static final UUID RECORD = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final SealId FIRST = new SealId(RECORD, 1);
    private static final SealId SECOND = new SealId(RECORD, 2);
    private static final UUID STRANGER = UUID.fromString("00000000-0000-4000-8000-0000000000cc");

    private final TestHospitals hospitals = new TestHospitals();

    private Sealed sealOne() {
        return hospitals.seal(FIRST, Optional.empty(), hospitals.register());
    }

    private static Optional<Commitment> commitment(Sealed sealed) {
        return Optional.of(SealHeader.parse(sealed.header().text()).commitment());
    }

    private BundleVerdict verdict(BundleFiles files) {
        return new BundleVerifier(hospitals.roots()).verify(files);
    }

    private static Set<String> codes(BundleVerdict verdict) {
        Set<String> codes = new TreeSet<>();
        Stream.concat(verdict.problems().stream(), verdict.records().stream().flatMap(each -> each.problems().stream()))
                .forEach(each -> {
                    assertThat(each.words()).isNotBlank();
                    codes.add(each.code());
                });
        return codes;
    }

    private void refused(BundleFiles files, String... codes) {
        BundleVerdict verdict = verdict(files);

        assertThat(codes(verdict)).containsExactlyInAnyOrder(codes);
        assertThat(verdict.valid()).isFalse();
    }

    @Test
    void whatWasSignedAndAnchoredIsProved() {
        Version registration = hospitals.register();
        Sealed first = hospitals.seal(FIRST, Optional.empty(), registration);
        hospitals.chain.add(hospitals.orderer);
        hospitals.seal(SECOND, commitment(first), registration);
        hospitals.chain.configure(hospitals.configuration(), hospitals.orderer);
        hospitals.seal(new SealId(STRANGER, 1), Optional.empty(), registration);
        hospitals.chain.add(hospitals.orderer);

        BundleVerdict verdict = verdict(hospitals.bundle());

        assertThat(codes(verdict)).isEmpty();
        assertThat(verdict.valid()).isTrue();
        assertThat(verdict.records())
                .hasSize(3)
                .allSatisfy(each -> assertThat(each.anchoredAt()).contains(TestHospitals.NOW));
    }

    @Test
    void anEmptyRecordIsProvedToo() {
        BundleVerdict verdict = verdict(hospitals.bundle());

        assertThat(codes(verdict)).isEmpty();
        assertThat(verdict.valid()).isTrue();
    }

    @Test
    void alteredContent() {
        String path = sealOne().path();
        refused(hospitals.bundle().alter(path, text -> replace(text, "Note", "Nota")), "content-altered");
    }

    /** Who alters the content can put the list right, but not what was signed. */
    @Test
    void alteredContentThatTheListNames() {
        String path = sealOne().path();
        refused(hospitals.bundle().forge(path, text -> replace(text, "Note", "Nota")), "salt-wrong");
    }

    private static ByteString replace(ByteString text, String old, String other) {
        return ByteString.copyFromUtf8(text.toStringUtf8().replace(old, other));
    }

    @Test
    void missingContent() {
        String path = sealOne().path();
        refused(hospitals.bundle().remove(path), "content-missing");
    }

    @Test
    void wrongSalt() {
        sealOne();
        byte[] other = new byte[32];
        other[0] = 1;
        refused(
                hospitals
                        .bundle()
                        .relistFirst(old -> salted(old, Base64.getEncoder().encodeToString(other))),
                "salt-wrong");
    }

    /** The last digit of 32 bytes' Base64 has bits that say nothing. */
    @Test
    void anotherTextOfTheSameSalt() {
        sealOne();
        refused(hospitals.bundle().relistFirst(old -> salted(old, old.salt().replace("A=", "B="))), "salt-wrong");
    }

    private static Sealed salted(Sealed old, String salt) {
        return new Sealed(old.seal(), old.sha256(), salt, old.header(), old.anchored(), old.files());
    }

    @Test
    void anotherPatientsRecord() {
        hospitals.seal(
                FIRST,
                TestHospitals.content(FIRST, STRANGER),
                Optional.empty(),
                hospitals.register(),
                hospitals.transaction());
        refused(hospitals.bundle(), "other-patient");
    }

    @Test
    void anotherPatientInTheList() {
        sealOne();
        refused(
                hospitals
                        .bundle()
                        .relist(old -> new BundleManifest(
                                STRANGER,
                                old.channel(),
                                old.contract(),
                                old.head(),
                                old.records(),
                                old.missing(),
                                old.blocks(),
                                old.reading())),
                "other-patient");
    }

    @Test
    void theProofOfAnotherRecord() {
        Version registration = hospitals.register();
        Sealed one = hospitals.seal(FIRST, Optional.empty(), registration);
        Sealed other = hospitals.seal(new SealId(STRANGER, 1), Optional.empty(), registration);
        hospitals.replace(
                one, new Sealed(one.seal(), one.sha256(), one.salt(), other.header(), other.anchored(), one.files()));
        refused(hospitals.bundle(), "proof-of-another-record", "salt-wrong");
    }

    /** The content of the second version with the proof of the first: its author took something back. */
    @Test
    void theProofOfAnOlderVersion() {
        Version registration = hospitals.register();
        Sealed first = hospitals.seal(FIRST, Optional.empty(), registration);
        Sealed second = hospitals.seal(SECOND, commitment(first), registration);
        hospitals.replace(
                second,
                new Sealed(
                        second.seal(),
                        second.sha256(),
                        second.salt(),
                        first.header(),
                        first.anchored(),
                        second.files()));
        refused(hospitals.bundle(), "proof-of-older-version", "salt-wrong");
    }

    /** The old content, proof and all, called the newest. */
    @Test
    void anOlderVersionCalledTheNewest() {
        Version registration = hospitals.register();
        Sealed first = hospitals.seal(FIRST, Optional.empty(), registration);
        Sealed second = hospitals.seal(SECOND, commitment(first), registration);
        ForgedBundle bundle = hospitals.bundle();
        ByteString old = bundle.files().get(first.path());
        bundle.forge(second.path(), text -> old)
                .relist(manifest -> ForgedBundle.with(
                        manifest,
                        manifest.records().stream()
                                .map(each -> each.seal().equals(SECOND)
                                        ? new Sealed(
                                                SECOND,
                                                first.sha256(),
                                                first.salt(),
                                                first.header(),
                                                first.anchored(),
                                                first.files())
                                        : each)
                                .toList(),
                        manifest.blocks()));
        refused(bundle, "proof-of-older-version");
    }

    @Test
    void aVersionWithoutTheOneBefore() {
        Version registration = hospitals.register();
        Sealed first = hospitals.seal(FIRST, Optional.empty(), registration);
        hospitals.seal(SECOND, commitment(first), registration);
        hospitals.drop(first);
        refused(hospitals.bundle(), "version-missing");
    }

    @Test
    void aVersionThatFollowsAnother() {
        Version registration = hospitals.register();
        hospitals.seal(FIRST, Optional.empty(), registration);
        hospitals.seal(SECOND, Optional.of(new Commitment("ab".repeat(32))), registration);
        refused(hospitals.bundle(), "previous-differs");
    }

    @Test
    void aSealThatIsNotOnTheLedger() {
        Sealed sealed = sealOne();
        hospitals.replace(
                sealed,
                new Sealed(
                        sealed.seal(), sealed.sha256(), sealed.salt(), sealed.header(), Optional.empty(), List.of()));
        refused(hospitals.bundle(), "not-anchored");
    }

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
    void aForgedBlock() throws Exception {
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
        BundleVerdict verdict = new BundleVerifier(roots).verify(hospitals.bundle());
        assertThat(codes(verdict)).containsExactly("first-block-differs");
    }

    @Test
    void anotherChannelThanTheRootFolderNames() {
        sealOne();
        Roots.Channel channel = hospitals.roots().channel().orElseThrow();
        Roots roots = new Roots(
                hospitals.roots().organisations(), Optional.of(new Roots.Channel("other", channel.firstBlock())));
        assertThat(codes(new BundleVerifier(roots).verify(hospitals.bundle()))).containsExactly("channel-differs");
    }

    @Test
    void organisationsThatNobodyTrusts() {
        sealOne();
        TestHospitals others = new TestHospitals();
        Roots roots = new Roots(others.roots().organisations(), Optional.empty());
        assertThat(codes(new BundleVerifier(roots).verify(hospitals.bundle()))).containsExactly("root-differs");
    }

    @Test
    void anOrganisationThatTheRootFolderDoesNotHave() {
        sealOne();
        Roots roots = new Roots(
                Map.of("HospitalAMSP", Set.of(hospitals.hospitalA.root())),
                hospitals.roots().channel());
        assertThat(codes(new BundleVerifier(roots).verify(hospitals.bundle()))).containsExactly("organisation-unknown");
    }

    /** Orderers who are true take a hospital into the channel that the verifier does not trust; its word counts nothing. */
    @Test
    void aConfigurationWithAStranger() {
        Version registration = hospitals.register();
        hospitals.chain.configure(
                hospitals.configuration().endorsing(new TestOrganisation("HospitalCMSP")), hospitals.orderer);
        hospitals.seal(FIRST, Optional.empty(), registration);
        refused(hospitals.bundle(), "organisation-unknown");
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

    private void refusedTransaction(ContractTransaction transaction, String code) {
        hospitals.seal(
                FIRST,
                TestHospitals.content(FIRST, TestHospitals.PATIENT),
                Optional.empty(),
                hospitals.register(),
                transaction);
        refused(hospitals.bundle(), code);
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

    @Test
    void filesBelongToTheRecordThatNamesThem() {
        File scan = hospitals.file("scan.png", "a scan");
        withFiles(List.of(scan), scan);
        assertThat(codes(verdict(hospitals.bundle()))).isEmpty();
        refused(hospitals.bundle().alter(scan.path(), TestBytes::flipLast), "file-altered");
        refused(hospitals.bundle().remove(scan.path()), "file-missing");
        refused(
                hospitals.bundle().relistFirst(old -> ForgedBundle.withFiles(old, List.of())),
                "file-missing",
                "file-unknown");
    }

    @Test
    void aFileThatTheRecordDoesNotName() {
        File scan = hospitals.file("scan.png", "a scan");
        File other = hospitals.file("other.png", "another");
        withFiles(List.of(scan, other), scan);
        refused(hospitals.bundle(), "file-not-stated");
    }

    private void withFiles(List<File> listed, File stated) {
        String content =
                "{\"form\":{\"extension\":[{\"url\":\"urn:chartseal:fhir:attachment-sha256\",\"valueString\":\""
                        + stated.sha256()
                        + "\"}]},\"resourceType\":\"DiagnosticReport\",\"subject\":{\"reference\":\"Patient/"
                        + TestHospitals.PATIENT + "\"}}";
        Sealed sealed = hospitals.seal(FIRST, content, Optional.empty(), hospitals.register(), hospitals.transaction());
        hospitals.replace(sealed, ForgedBundle.withFiles(sealed, listed));
    }

    @Test
    void aFileThatTheListDoesNotName() {
        sealOne();
        refused(hospitals.bundle().alter("more.txt", old -> ByteString.copyFromUtf8("more")), "file-unknown");
    }

    @Test
    void aRecordThatIsListedTwice() {
        sealOne();
        ForgedBundle bundle = hospitals
                .bundle()
                .relist(old -> ForgedBundle.with(
                        old,
                        Stream.concat(old.records().stream(), old.records().stream())
                                .toList(),
                        old.blocks()));
        refused(bundle, "record-twice");
    }

    @Test
    void aRecordThatTheHospitalCouldNotOpen() {
        sealOne();
        ForgedBundle bundle = hospitals
                .bundle()
                .relist(old -> new BundleManifest(
                        old.patient(),
                        old.channel(),
                        old.contract(),
                        old.head(),
                        old.records(),
                        List.of(new SealId(STRANGER, 1)),
                        old.blocks(),
                        old.reading()));
        refused(bundle, "record-missing");
    }

    @Test
    void whatIsNoBundle() {
        refused(hospitals.bundle().remove(BundleManifest.PATH), "not-a-bundle");
        refused(
                hospitals.bundle().alter(BundleManifest.PATH, old -> ByteString.copyFromUtf8("{}")),
                "manifest-malformed");
        refused(
                hospitals.bundle().alter(BundleManifest.PATH, old -> old.concat(ByteString.copyFromUtf8(" "))),
                "manifest-malformed");
        refused(
                hospitals
                        .bundle()
                        .alter(
                                BundleManifest.PATH,
                                old -> ByteString.copyFrom("[".repeat(100_000), StandardCharsets.UTF_8)),
                "manifest-malformed");
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
