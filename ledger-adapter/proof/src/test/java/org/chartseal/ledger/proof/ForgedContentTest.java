package org.chartseal.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.chartseal.domain.bundle.BundleManifest;
import org.chartseal.domain.bundle.BundleManifest.File;
import org.chartseal.domain.bundle.BundleManifest.Reading;
import org.chartseal.domain.bundle.BundleManifest.Sealed;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.ledger.blocks.BlockTransaction.Version;
import org.junit.jupiter.api.Test;

/** A bundle that is what it says is taken; content, files and lists that are not are refused by name. */
class ForgedContentTest extends ForgeryKit {

    private static final ByteString PAGES = ByteString.copyFromUtf8("%PDF-1.7 what the records say");

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

    /** Pages for people are listed with their hash; bundles from before there were any have none. */
    @Test
    void pagesToReadAreThoseThatTheListNames() {
        sealOne();
        BundleVerdict verdict = verdict(withPages());
        assertThat(codes(verdict)).isEmpty();
        assertThat(verdict.valid()).isTrue();
        refused(withPages().alter("record.pdf", TestBytes::flipLast), "reading-altered");
        refused(withPages().remove("record.pdf"), "reading-altered");
        refused(hospitals.bundle().alter("record.pdf", old -> PAGES), "file-unknown");
    }

    @Test
    void pagesPassForNothingThatIsProved() {
        Sealed sealed = sealOne();
        refused(hospitals.bundle().forge(sealed.path(), old -> PAGES), "content-unreadable", "salt-wrong");
        File pages = hospitals.file("record.pdf", PAGES.toStringUtf8());
        refused(hospitals.bundle().relistFirst(old -> ForgedBundle.withFiles(old, List.of(pages))), "file-not-stated");
    }

    /** What nobody sealed is listed as something to read, where people would take it for a record. */
    @Test
    void whatIsToBeReadLiesNowhereElse() {
        sealOne();
        for (String path : List.of(
                "records/" + STRANGER + ".1.json",
                "files/scan.png",
                "blocks/99",
                "record.pdf.exe",
                "resources/../records/1.json",
                "resources/Appointment/1.json\n")) {
            refused(reading(path), "reading-unknown");
        }
        assertThat(codes(verdict(reading("resources/Appointment/" + STRANGER + ".json"))))
                .isEmpty();
    }

    private ForgedBundle withPages() {
        return reading("record.pdf");
    }

    private ForgedBundle reading(String path) {
        return hospitals
                .bundle()
                .alter(path, old -> PAGES)
                .relist(old -> new BundleManifest(
                        old.patient(),
                        old.channel(),
                        old.contract(),
                        old.head(),
                        old.records(),
                        old.missing(),
                        old.blocks(),
                        List.of(new Reading(path, BundleContent.sha256(PAGES)))));
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
}
