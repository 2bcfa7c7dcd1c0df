package org.chartseal.ledger.solo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.client.Status;
import org.hyperledger.fabric.client.SubmittedTransaction;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVMetadataEntry;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVMetadataWrite;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that change by a policy of their own. Blocks here wait for company, so that two can meet in one. */
class KeyPoliciesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private RunningLedger ledger;
    private SoloClient client;

    @BeforeEach
    void start() throws Exception {
        ledger = SoloLedger.start(SoloOptions.of(folder, 0).withBlockTimeout(Duration.ofMillis(300)));
        client = SoloClient.connect(ledger.profile());
    }

    @AfterEach
    void stop() {
        client.close();
        ledger.close();
    }

    @Test
    void aKeyOfThisOrganisationChangesAndKeepsItsPolicy() throws Exception {
        submit("putGuarded", "own", "1", "HospitalA");
        assertThat(submit("put", "own", "2")).isEqualTo(TxValidationCode.VALID);

        assertThat(guards("own")).isEqualTo("HospitalA");
        assertThat(client.evaluate("get", "own")).isEqualTo("2");
    }

    @Test
    void aKeyThatNeedsAnotherOrganisationTooDoesNotChange() throws Exception {
        submit("putGuarded", "shared", "1", "HospitalA,HospitalB");

        assertThat(submit("put", "shared", "2")).isEqualTo(TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
        assertThat(submit("delete", "shared")).isEqualTo(TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
        assertThat(submit("guard", "shared", "HospitalA")).isEqualTo(TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
        assertThat(client.evaluate("history", "shared")).isEqualTo("1");
        assertThat(guards("shared")).isEqualTo("HospitalA,HospitalB");
    }

    @Test
    void aPolicyStandsInTheBlockAsFabricWritesIt() throws Exception {
        Transaction transaction = endorsed("putGuarded", "layout", "1", "HospitalA");
        Status status = transaction.submitAsync().getStatus();

        KVRWSet written = writtenIn(status.getBlockNumber());

        assertThat(written.getWrites(0).getKey()).isEqualTo("layout");
        KVMetadataWrite metadata = written.getMetadataWrites(0);
        assertThat(metadata.getKey()).isEqualTo("layout");
        assertThat(metadata.getEntriesList())
                .extracting(KVMetadataEntry::getName)
                .containsExactly("VALIDATION_PARAMETER");
        SignaturePolicyEnvelope policy =
                SignaturePolicyEnvelope.parseFrom(metadata.getEntries(0).getValue());
        MSPPrincipal principal = policy.getIdentities(0);
        assertThat(MSPRole.parseFrom(principal.getPrincipal()).getMspIdentifier())
                .isEqualTo("HospitalA");
    }

    @Test
    void whoeverWritesToAKeyWhosePolicyTheSameBlockChangesIsRefused() throws Exception {
        submit("put", "moving", "1");
        Transaction policy = endorsed("guard", "moving", "HospitalA");
        Transaction value = endorsed("put", "moving", "2");

        SubmittedTransaction first = policy.submitAsync();
        Status second = value.submitAsync().getStatus();

        assertThat(first.getStatus().getCode()).isEqualTo(TxValidationCode.VALID);
        assertThat(second.getBlockNumber()).isEqualTo(first.getStatus().getBlockNumber());
        assertThat(second.getCode()).isEqualTo(TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
        assertThat(submit("put", "moving", "3")).isEqualTo(TxValidationCode.VALID);
    }

    @Test
    void aChangeOfPolicyIsANewVersionOfTheSameValue() throws Exception {
        submit("put", "version", "1");
        Transaction stale = endorsed("increment", "version");
        submit("guard", "version", "HospitalA");

        assertThat(stale.submitAsync().getStatus().getCode()).isEqualTo(TxValidationCode.MVCC_READ_CONFLICT);
        assertThat(client.evaluate("get", "version")).isEqualTo("1");
        assertThat(client.evaluate("history", "version")).isEqualTo("1");
        submit("put", "version", "2");
        assertThat(client.evaluate("history", "version")).isEqualTo("2,1");
    }

    @Test
    void ofTwoInABlockTheSecondThatReadBeforeTheFirstChangedThePolicyIsAConflict() throws Exception {
        submit("put", "read", "1");
        Transaction policy = endorsed("guard", "read", "HospitalA");
        Transaction reader = endorsed("guards", "read", "answer");

        SubmittedTransaction first = policy.submitAsync();
        Status second = reader.submitAsync().getStatus();

        assertThat(first.getStatus().getCode()).isEqualTo(TxValidationCode.VALID);
        assertThat(second.getCode()).isEqualTo(TxValidationCode.MVCC_READ_CONFLICT);
    }

    @Test
    void aPolicyForAKeyWithoutAValueIsNothing() throws Exception {
        assertThat(submit("guard", "absent", "HospitalB")).isEqualTo(TxValidationCode.VALID);

        assertThat(guards("absent")).isEmpty();
        assertThat(submit("put", "absent", "1")).isEqualTo(TxValidationCode.VALID);
    }

    @Test
    void aDeletedKeyHasNoPolicyAnyMore() throws Exception {
        submit("putGuarded", "deleted", "1", "HospitalA");
        submit("delete", "deleted");
        submit("put", "deleted", "2");

        assertThat(guards("deleted")).isEmpty();
    }

    @Test
    void policiesOutliveARestart() throws Exception {
        submit("putGuarded", "kept", "1", "HospitalA,HospitalB");
        submit("put", "later", "1");
        submit("guard", "later", "HospitalB");
        long height = ledger.height();
        stop();
        start();

        assertThat(ledger.height()).isEqualTo(height);
        assertThat(submit("put", "kept", "2")).isEqualTo(TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
        assertThat(submit("put", "later", "2")).isEqualTo(TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
        assertThat(client.evaluate("get", "later")).isEqualTo("1");
    }

    private TxValidationCode submit(String function, String... arguments) throws Exception {
        return endorsed(function, arguments).submitAsync().getStatus().getCode();
    }

    private String guards(String key) throws Exception {
        return new String(client.keys().evaluateTransaction("guards", key, "nowhere"), UTF_8);
    }

    private Transaction endorsed(String function, String... arguments) throws Exception {
        return client.keys()
                .newProposal(function)
                .addArguments(arguments)
                .build()
                .endorse();
    }

    private KVRWSet writtenIn(long number) throws Exception {
        byte[] bytes = client.network()
                .getContract("qscc")
                .evaluateTransaction("GetBlockByNumber", "emr", Long.toString(number));
        Payload payload = Payload.parseFrom(
                Envelope.parseFrom(Block.parseFrom(bytes).getData().getData(0)).getPayload());
        ChaincodeActionPayload action = ChaincodeActionPayload.parseFrom(
                org.hyperledger.fabric.protos.peer.Transaction.parseFrom(payload.getData())
                        .getActions(0)
                        .getPayload());
        ChaincodeAction result = ChaincodeAction.parseFrom(
                ProposalResponsePayload.parseFrom(action.getAction().getProposalResponsePayload())
                        .getExtension());
        List<KVRWSet> own = new ArrayList<>();
        for (NsReadWriteSet part : TxReadWriteSet.parseFrom(result.getResults()).getNsRwsetList()) {
            if (part.getNamespace().equals("chartseal")) {
                own.add(KVRWSet.parseFrom(part.getRwset()));
            }
        }
        return own.get(0);
    }
}
