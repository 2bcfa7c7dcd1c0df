package org.chartseal.ledger.fabric;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.chartseal.domain.ledger.CommitOutcome.Committed;
import org.chartseal.domain.ledger.GrantAnswer;
import org.chartseal.domain.ledger.GrantQuestion;
import org.chartseal.domain.ledger.GrantScope;
import org.chartseal.domain.ledger.GrantTerms;
import org.chartseal.domain.ledger.GrantTerms.Grantee;
import org.chartseal.domain.ledger.GrantTerms.GranteeKind;
import org.chartseal.domain.ledger.LedgerCommand.EraseSubject;
import org.chartseal.domain.ledger.LedgerCommand.ForgetGrant;
import org.chartseal.domain.ledger.LedgerCommand.GiveAccess;
import org.chartseal.domain.ledger.LedgerCommand.OpenEmergency;
import org.chartseal.domain.ledger.LedgerCommand.RegisterSubject;
import org.chartseal.domain.ledger.LedgerCommand.RevokeAccess;
import org.chartseal.domain.ledger.LedgerEmergencyId;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.ledger.ReceiptDigest;
import org.chartseal.domain.ledger.SignedEnvelope;
import org.chartseal.domain.ledger.SignedText;
import org.hyperledger.fabric.client.GatewayException;
import org.junit.jupiter.api.Test;

/** What a grant covers is known to the contract and its members, and to nobody who reads the blocks. */
abstract class GrantsKit extends ProofsKit {

    private static final UUID RECORD = UUID.randomUUID();
    private static final Grantee STUDY = new Grantee(GranteeKind.STUDY, UUID.randomUUID());
    private static final List<String> TELLING =
            List.of("diabetes-e11-9", "jane-doe-1980-05-17", "laboratory", "mental-health");
    private static final GrantTerms TERMS = new GrantTerms(STUDY, TELLING, "research", List.of(RECORD));

    private KitSigner patient = new KitSigner();
    private LedgerGrantId grant = new LedgerGrantId(UUID.randomUUID());

    /** What is on a disk of the network, file by file, if the test can see it. */
    protected Stream<byte[]> storedFiles() {
        return Stream.empty();
    }

    /** The file that holds all blocks, if the test can see it. */
    protected Stream<byte[]> blockFiles() {
        return Stream.empty();
    }

    private GiveAccess registered(GrantTerms terms) {
        patient = new KitSigner();
        grant = new LedgerGrantId(UUID.randomUUID());
        write(new RegisterSubject(patient.subject(), patient.publicKey()));
        return patient.grant(grant, terms, CLOCK.instant(), Duration.ofDays(30));
    }

    private GrantAnswer asks(Grantee who, String category, String purpose, Instant at, Optional<UUID> record) {
        return ledger.checkGrant(new GrantQuestion(grant, who, category, purpose, at, record));
    }

    private GrantAnswer asks(Instant at) {
        return asks(STUDY, "laboratory", "research", at, Optional.of(RECORD));
    }

    private static GrantAnswer no(String reason) {
        return new GrantAnswer(Optional.of(reason));
    }

    @Test
    void theContractSaysWhetherAGrantHolds() {
        GiveAccess given = registered(TERMS);
        Instant soon = CLOCK.instant().plus(Duration.ofMinutes(1));
        assertThat(asks(soon)).isEqualTo(no("GRANT_UNKNOWN"));

        Committed committed = write(given);

        assertThat(transaction(committed).written()).containsExactly("grant/" + grant);
        assertThat(transaction(committed).validation()).isEqualTo("VALID");
        assertThat(ledger.findGrantScope(grant)).contains(given.scope());
        assertThat(asks(soon).holds()).isTrue();
        Grantee other = new Grantee(GranteeKind.PRACTITIONER, STUDY.id());
        assertThat(asks(other, "laboratory", "research", soon, Optional.of(RECORD)))
                .isEqualTo(no("GRANTEE_OTHER"));
        assertThat(asks(STUDY, "notes", "research", soon, Optional.of(RECORD))).isEqualTo(no("CATEGORY_OTHER"));
        assertThat(asks(STUDY, "laboratory", "claims", soon, Optional.of(RECORD)))
                .isEqualTo(no("PURPOSE_OTHER"));
        assertThat(asks(STUDY, "laboratory", "research", soon, Optional.empty()))
                .isEqualTo(no("RECORD_OTHER"));
        assertThat(asks(soon.minus(Duration.ofDays(1)))).isEqualTo(no("GRANT_NOT_YET"));
        assertThat(asks(soon.plus(Duration.ofDays(30)))).isEqualTo(no("GRANT_ENDED"));
    }

    @Test
    void theSameStatementAgainWritesNothingPrivateOrPublic() {
        GiveAccess given = registered(TERMS);
        write(given);

        assertThat(transaction(write(given)).written()).isEmpty();
        assertThat(ledger.findGrantScope(grant)).contains(given.scope());
    }

    @Test
    void aScopeIsTheOneThatThePatientSigned() {
        GiveAccess given = registered(TERMS);
        GrantTerms more = new GrantTerms(STUDY, List.of("all"), "research", List.of());
        GrantScope wider = new GrantScope(more.canonicalText(), given.scope().salt());

        refusedWith("SCOPE_MISMATCH", new GiveAccess(given.statement(), wider));
        refusedWith("SCOPE_MALFORMED", new GiveAccess(given.statement(), new GrantScope("", "")));
        assertThat(ledger.findGrantScope(grant)).isEmpty();
    }

    @Test
    void aRevokedGrantHoldsNoMore() {
        write(registered(TERMS));
        write(new RevokeAccess(patient.revocation(grant)));

        assertThat(asks(CLOCK.instant().plus(Duration.ofMinutes(1)))).isEqualTo(no("GRANT_REVOKED"));
    }

    @Test
    void whoActsForAPatientTakesAccessAwayByTheirOwnKeyWhileTheyDo() {
        write(registered(TERMS));
        KitSigner proxy = new KitSigner();
        KitSigner proxyOfProxy = new KitSigner();
        LedgerGrantId acting = new LedgerGrantId(UUID.randomUUID());
        LedgerGrantId further = new LedgerGrantId(UUID.randomUUID());
        for (KitSigner person : List.of(proxy, proxyOfProxy)) {
            write(new RegisterSubject(person.subject(), person.publicKey()));
        }
        write(patient.grant(acting, toProxy(proxy), CLOCK.instant(), Duration.ofDays(30)));
        write(proxy.grant(further, toProxy(proxyOfProxy), CLOCK.instant(), Duration.ofDays(30)));

        refusedWith("SUBJECT_MISMATCH", revocation(proxyOfProxy, further));
        refusedWith("PROXY_INVALID", revocation(proxyOfProxy, acting));
        refusedWith("PROXY_INVALID", revocation(proxy, grant));
        refusedWith(
                "SIGNATURE_INVALID",
                new RevokeAccess(proxyOfProxy.sign(
                        proxy.revocationFor(patient, grant, acting).text())));
        Committed ended = write(revocation(proxy, acting));

        assertThat(transaction(ended).written()).containsExactly("grant/" + grant);
        assertThat(transaction(ended).validation()).isEqualTo("VALID");
        assertThat(asks(CLOCK.instant().plus(Duration.ofMinutes(1)))).isEqualTo(no("GRANT_REVOKED"));
        write(new RevokeAccess(patient.revocation(acting)));
        grant = new LedgerGrantId(UUID.randomUUID());
        write(patient.grant(grant, TERMS, CLOCK.instant(), Duration.ofDays(30)));
        refusedWith("GRANT_REVOKED", revocation(proxy, acting));
    }

    private static GrantTerms toProxy(KitSigner person) {
        Grantee grantee = new Grantee(GranteeKind.PROXY, person.subject().value());
        return new GrantTerms(grantee, List.of("all"), "treatment", List.of());
    }

    private RevokeAccess revocation(KitSigner proxy, LedgerGrantId under) {
        return new RevokeAccess(proxy.revocationFor(patient, grant, under));
    }

    @Test
    void aForgottenScopeIsGoneAndDoesNotComeBack() {
        GiveAccess given = registered(TERMS);
        Instant soon = CLOCK.instant().plus(Duration.ofMinutes(1));
        write(given);
        SignedText wish = patient.forgetting(grant);

        refusedWith("GRANT_HOLDS", new ForgetGrant(grant, Optional.empty()));
        refusedWith("SIGNATURE_INVALID", new ForgetGrant(grant, Optional.of(new KitSigner().sign(wish.text()))));
        assertThat(found(storedFiles(), given))
                .as("what the search finds before")
                .isEqualTo(storedFiles().count() > 0);
        Committed forgotten = write(new ForgetGrant(grant, Optional.of(wish)));

        assertThat(transaction(forgotten).event()).isEqualTo("ScopeForgotten");
        assertThat(ledger.findGrantScope(grant)).isEmpty();
        assertThat(asks(soon)).isEqualTo(no("GRANT_FORGOTTEN"));
        assertThat(ledger.findGrant(grant))
                .hasValueSatisfying(standing -> assertThat(standing.statement()).isEqualTo(given.statement()));
        refusedWith("GRANT_FORGOTTEN", given);
        assertThat(transaction(write(new ForgetGrant(grant, Optional.empty()))).written())
                .isEmpty();
        assertThat(found(storedFiles(), given)).isFalse();
    }

    @Test
    void aGrantThatIsOverIsForgottenWithoutThePatient() {
        write(registered(TERMS));
        write(new RevokeAccess(patient.revocation(grant)));
        write(new ForgetGrant(grant, Optional.empty()));

        assertThat(ledger.findGrantScope(grant)).isEmpty();
    }

    @Test
    void anErasedPatientsScopesAreGoneAndNothingIsWrittenAboutThemAgain() {
        GiveAccess given = registered(TERMS);
        write(given);
        KitSigner hospital = new KitSigner();
        SignedText decision = hospital.erasure(patient);
        ReceiptDigest receipt = ReceiptDigest.of("what was destroyed " + grant);
        EraseSubject erasing = new EraseSubject(decision, receipt, List.of(grant));
        assertThat(ledger.findErasure(patient.subject())).isEmpty();
        refusedWith("SIGNATURE_INVALID", new EraseSubject(patient.sign(decision.text()), receipt, List.of()));

        Committed erased = write(erasing);

        assertThat(transaction(erased).event()).isEqualTo("SubjectErased");
        assertThat(transaction(erased).written())
                .containsExactlyInAnyOrder("erasure/" + patient.subject(), "grant/" + grant);
        assertThat(ledger.findErasure(patient.subject())).hasValueSatisfying(found -> {
            assertThat(found.receipt()).isEqualTo(receipt);
            assertThat(found.decision()).isEqualTo(decision);
            assertThat(found.transaction()).isEqualTo(erased.transaction());
        });
        assertThat(ledger.findGrantScope(grant)).isEmpty();
        assertThat(found(storedFiles(), given)).isFalse();
        assertThat(asks(CLOCK.instant().plus(Duration.ofMinutes(1)))).isEqualTo(no("SUBJECT_ERASED"));
        assertThat(transaction(write(erasing)).written()).isEmpty();
        refusedWith("ERASURE_CONFLICT", new EraseSubject(decision, ReceiptDigest.of("something else"), List.of(grant)));
        LedgerGrantId later = new LedgerGrantId(UUID.randomUUID());
        refusedWith("SUBJECT_ERASED", patient.grant(later, TERMS, CLOCK.instant(), Duration.ofDays(30)));
        refusedWith(
                "SUBJECT_ERASED",
                new OpenEmergency(author.emergency(new LedgerEmergencyId(UUID.randomUUID()), patient.subject(), 15)));
    }

    @Test
    void anEnvelopeWithAPrivateScopeOutlivesAKill() {
        GiveAccess given = registered(TERMS);
        SignedEnvelope envelope = ledger.endorse(given);

        network.kill();
        network.start();

        assertThat(settle(envelope)).isInstanceOf(Committed.class);
        assertThat(ledger.findGrantScope(grant)).contains(given.scope());
    }

    @Test
    void noBlockTellsWhatAGrantCovers() throws Exception {
        GiveAccess given = registered(TERMS);
        write(given);
        write(new RevokeAccess(patient.revocation(grant)));
        GiveAccess second = registered(TERMS);
        write(second);
        write(new ForgetGrant(grant, Optional.of(patient.forgetting(grant))));

        List<String> blocks = new ArrayList<>();
        for (long number = 0; number < ledger.height(); number++) {
            blocks.add(new String(rawBlock(number), ISO_8859_1));
        }
        blockFiles().forEach(file -> blocks.add(new String(file, ISO_8859_1)));

        String all = String.join("|", blocks);
        assertThat(all)
                .as("what is there is found")
                .contains(given.scope().commitment().hex(), grant.toString());
        assertThat(given.scope().commitment()).isNotEqualTo(second.scope().commitment());
        Stream.concat(
                        TELLING.stream(),
                        Stream.of(
                                "research",
                                STUDY.id().toString(),
                                RECORD.toString(),
                                given.scope().text(),
                                given.scope().salt(),
                                second.scope().salt()))
                .forEach(secret -> forms(secret)
                        .forEach(form -> assertThat(all.contains(form))
                                .as("a form of %s in a block", secret)
                                .isFalse()));
        assertThat(all.contains(new String(HexFormat.of().parseHex(given.scope().salt()), ISO_8859_1)))
                .isFalse();
    }

    private byte[] rawBlock(long number) throws GatewayException {
        try (GatewayConnection connection = GatewayConnection.open(profile, Deadlines.USUAL)) {
            return connection
                    .gateway()
                    .getNetwork(profile.channel())
                    .getContract("qscc")
                    .evaluateTransaction("GetBlockByNumber", profile.channel(), Long.toString(number));
        }
    }

    private static boolean found(Stream<byte[]> files, GiveAccess given) {
        return files.map(file -> new String(file, ISO_8859_1))
                .anyMatch(file -> file.contains(given.scope().salt()));
    }

    /** The text itself, its Base64 wherever it begins, and its digest as bytes, hexadecimal and Base64. */
    private static Stream<String> forms(String secret) {
        byte[] bytes = secret.getBytes(UTF_8);
        byte[] digest = sha256(bytes);
        Stream<String> plain = Stream.of(
                secret,
                new String(digest, ISO_8859_1),
                HexFormat.of().formatHex(digest),
                Base64.getEncoder().encodeToString(digest));
        return Stream.concat(plain, Stream.of(0, 1, 2).map(before -> inner(bytes, before)));
    }

    /** The characters of the Base64 that do not hang on what stands before and behind. */
    private static String inner(byte[] bytes, int before) {
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int behind = shifted.length % 3 == 0 ? 0 : 1;
        return text.substring(before == 0 ? 0 : before + 1, text.length() - behind);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
