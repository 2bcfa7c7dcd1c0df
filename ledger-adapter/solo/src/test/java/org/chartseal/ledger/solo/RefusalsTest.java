package org.chartseal.ledger.solo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.chartseal.ledger.solo.identity.Credential;
import org.chartseal.ledger.solo.identity.OrganisationKeys;
import org.chartseal.ledger.solo.identity.Pem;
import org.chartseal.ledger.solo.identity.Role;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.client.identity.Signer;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.gateway.EndorseRequest;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.ProposedTransaction;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalsTest {

    private static final BigInteger ORDER =
            SECNamedCurves.getByName("secp256r1").getN();

    private RunningLedger ledger;
    private SoloClient client;
    private OrganisationKeys keys;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        ledger = SoloLedger.start(folder, 0);
        client = SoloClient.connect(ledger.profile());
        keys = OrganisationKeys.openOrCreate(folder.resolve("keys"), Instant.EPOCH);
    }

    @AfterAll
    void stop() {
        client.close();
        ledger.close();
    }

    private SoloClient as(Credential credential) throws Exception {
        return SoloClient.connect(
                ledger.profile(),
                new X509Identity("HospitalA", credential.certificate()),
                Signers.newPrivateKeySigner(Identities.readPrivateKey(Pem.of(credential.key()))));
    }

    private SoloClient signing(Signer signer) throws Exception {
        return SoloClient.connect(ledger.profile(), SoloClient.identity(client.profile()), signer);
    }

    private static Status.Code evaluateCode(SoloClient who) {
        GatewayException refused = catchThrowableOfType(GatewayException.class, () -> who.evaluate("get", "key"));
        return refused.getStatus().getCode();
    }

    private static Status.Code endorseCode(SoloClient who) {
        EndorseException refused =
                catchThrowableOfType(EndorseException.class, () -> who.keys().submitTransaction("put", "key", "1"));
        assertThat(refused.getDetails()).hasSize(1);
        return refused.getStatus().getCode();
    }

    @Test
    void aWrongSignature() throws Exception {
        Signer right = SoloClient.signer(client.profile());
        try (SoloClient wrong = signing(digest -> right.sign(new byte[32]))) {
            assertThat(evaluateCode(wrong)).isEqualTo(Status.Code.FAILED_PRECONDITION);
            assertThat(endorseCode(wrong)).isEqualTo(Status.Code.ABORTED);
        }
    }

    @Test
    void aSignatureWithHighS() throws Exception {
        Signer right = SoloClient.signer(client.profile());
        try (SoloClient high = signing(digest -> withHighS(right.sign(digest)))) {
            assertThat(evaluateCode(high)).isEqualTo(Status.Code.FAILED_PRECONDITION);
            assertThat(endorseCode(high)).isEqualTo(Status.Code.ABORTED);
        }
    }

    @Test
    void aSignatureThatIsNone() throws Exception {
        try (SoloClient garbage = signing(digest -> new byte[] {1, 2, 3})) {
            assertThat(evaluateCode(garbage)).isEqualTo(Status.Code.FAILED_PRECONDITION);
        }
    }

    private static byte[] withHighS(byte[] signature) {
        try {
            ASN1Sequence pair = ASN1Sequence.getInstance(signature);
            BigInteger s = ((ASN1Integer) pair.getObjectAt(1)).getValue();
            ASN1Integer r = (ASN1Integer) pair.getObjectAt(0);
            return new DERSequence(new ASN1Integer[] {r, new ASN1Integer(ORDER.subtract(s))}).getEncoded();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void atSubmitAndStatusAWrongSignature() throws Exception {
        Signer right = SoloClient.signer(client.profile());
        var transaction = client.keys()
                .newProposal("put")
                .addArguments("unsigned", "1")
                .build()
                .endorse();
        var wrong = client.gateway().newSignedTransaction(transaction.getBytes(), right.sign(new byte[32]));

        SubmitException refused = catchThrowableOfType(SubmitException.class, wrong::submitAsync);
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(refused.getStatus().getDescription()).contains("FORBIDDEN");

        var commit = transaction.submitAsync();
        var wrongCommit = client.gateway().newSignedCommit(commit.getBytes(), right.sign(new byte[32]));
        CommitStatusException denied = catchThrowableOfType(CommitStatusException.class, wrongCommit::getStatus);
        assertThat(denied.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(commit.getStatus().isSuccessful()).isTrue();
    }

    @Test
    void aWrongTransactionId() throws Exception {
        ProposedTransaction proposed = ProposedTransaction.parseFrom(
                client.keys().newProposal("put").addArguments("id", "1").build().getBytes());
        Proposal proposal = Proposal.parseFrom(proposed.getProposal().getProposalBytes());
        Header header = Header.parseFrom(proposal.getHeader());
        ChannelHeader channelHeader = ChannelHeader.parseFrom(header.getChannelHeader()).toBuilder()
                .setTxId("00".repeat(32))
                .build();
        byte[] forged = proposal.toBuilder()
                .setHeader(header.toBuilder()
                        .setChannelHeader(channelHeader.toByteString())
                        .build()
                        .toByteString())
                .build()
                .toByteArray();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(forged);
        SignedProposal signed = SignedProposal.newBuilder()
                .setProposalBytes(ByteString.copyFrom(forged))
                .setSignature(
                        ByteString.copyFrom(SoloClient.signer(client.profile()).sign(digest)))
                .build();
        var stub = GatewayGrpc.newBlockingStub(client.channel());

        StatusRuntimeException endorse = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> stub.endorse(EndorseRequest.newBuilder()
                        .setProposedTransaction(signed)
                        .build()));
        StatusRuntimeException evaluate = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> stub.evaluate(EvaluateRequest.newBuilder()
                        .setProposedTransaction(signed)
                        .build()));

        assertThat(endorse.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(evaluate.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(evaluate.getStatus().getDescription()).contains("incorrectly computed txid");
    }

    @Test
    void aProposalThatWasUsedBefore() throws Exception {
        var proposal =
                client.keys().newProposal("put").addArguments("used", "1").build();
        proposal.endorse().submit();

        EndorseException refused = catchThrowableOfType(EndorseException.class, proposal::endorse);

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(refused.getDetails().get(0).getMessage()).contains("duplicate transaction found");
    }

    @Test
    void anUnknownChannel() {
        var elsewhere = client.gateway().getNetwork("elsewhere").getContract("chartseal", "Keys");

        GatewayException evaluate =
                catchThrowableOfType(GatewayException.class, () -> elsewhere.evaluateTransaction("get", "key"));
        EndorseException endorse =
                catchThrowableOfType(EndorseException.class, () -> elsewhere.submitTransaction("put", "key", "1"));

        assertThat(evaluate.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(endorse.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
    }

    @Test
    void anUnknownContractAndWritingToTheQueryContract() {
        var nobody = client.network().getContract("nobody");

        GatewayException evaluate =
                catchThrowableOfType(GatewayException.class, () -> nobody.evaluateTransaction("get", "key"));
        EndorseException endorse =
                catchThrowableOfType(EndorseException.class, () -> nobody.submitTransaction("put", "key", "1"));
        EndorseException query = catchThrowableOfType(
                EndorseException.class,
                () -> client.network().getContract("qscc").submitTransaction("GetChainInfo", "emr"));

        assertThat(evaluate.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(endorse.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(query.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
    }

    @Test
    void aCertificateWithoutTheClientUnit() throws Exception {
        Instant now = Clock.systemUTC().instant();
        try (SoloClient nobody = as(keys.authority().issue("x", "visitor", now, now.plusSeconds(600)));
                SoloClient peer = as(keys.authority().issue("x", Role.PEER, now, now.plusSeconds(600)))) {
            assertThat(evaluateCode(nobody)).isEqualTo(Status.Code.FAILED_PRECONDITION);
            assertThat(endorseCode(nobody)).isEqualTo(Status.Code.ABORTED);
            assertThat(endorseCode(peer)).isEqualTo(Status.Code.ABORTED);
        }
    }

    @Test
    void aCertificateOfAnotherAuthority(@TempDir Path other) throws Exception {
        OrganisationKeys stranger = OrganisationKeys.openOrCreate(
                other.resolve("keys"), Clock.systemUTC().instant());
        try (SoloClient outsider = as(stranger.client())) {
            assertThat(evaluateCode(outsider)).isEqualTo(Status.Code.FAILED_PRECONDITION);
            assertThat(endorseCode(outsider)).isEqualTo(Status.Code.ABORTED);
        }
    }

    @Test
    void anExpiredCertificateButNotOneOfTomorrow() throws Exception {
        Instant now = Clock.systemUTC().instant();
        Credential past = keys.authority().issue("past", Role.CLIENT, now.minusSeconds(900), now.minusSeconds(1));
        Credential future = keys.authority().issue("future", Role.CLIENT, now.plusSeconds(3600), now.plusSeconds(7200));
        try (SoloClient expired = as(past);
                SoloClient early = as(future)) {
            assertThat(evaluateCode(expired)).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(endorseCode(expired)).isEqualTo(Status.Code.ABORTED);
            assertThat(early.evaluate("get", "nothing")).isEmpty();
        }
    }

    @Test
    void aClockThatIsFarOff(@TempDir Path folder) throws Exception {
        Clock behind = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-16));
        try (RunningLedger other = SoloLedger.start(SoloOptions.of(folder, 0).withClock(behind));
                SoloClient late = SoloClient.connect(other.profile())) {
            assertThat(evaluateCode(late)).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(endorseCode(late)).isEqualTo(Status.Code.ABORTED);
        }
    }
}
