package org.chartseal.ledger.solo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.SubmittedTransaction;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.MSPConfig;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ProcessedTransaction;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Queries of the chain, and what a stranger can check with the chain alone, by nothing but the JDK. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryContractTest {

    private RunningLedger ledger;
    private SoloClient client;
    private SubmittedTransaction submitted;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        ledger = SoloLedger.start(folder, 0);
        client = SoloClient.connect(ledger.profile());
        client.keys().submitTransaction("put", "a", "a");
        submitted = client.keys()
                .newProposal("put")
                .addArguments("b", "b")
                .build()
                .endorse()
                .submitAsync();
        assertThat(submitted.getStatus().isSuccessful()).isTrue();
    }

    @AfterAll
    void stop() {
        client.close();
        ledger.close();
    }

    private byte[] query(byte[]... arguments) throws GatewayException {
        return client.network()
                .getContract("qscc")
                .newProposal(new String(arguments[0], UTF_8))
                .addArguments(java.util.Arrays.copyOfRange(arguments, 1, arguments.length))
                .build()
                .evaluate();
    }

    private Block block(String function, byte[] key) throws Exception {
        return Block.parseFrom(query(function.getBytes(UTF_8), "emr".getBytes(UTF_8), key));
    }

    private BlockchainInfo info() throws Exception {
        return BlockchainInfo.parseFrom(query("GetChainInfo".getBytes(UTF_8), "emr".getBytes(UTF_8)));
    }

    @Test
    void aBlockIsFoundByNumberHashAndTransaction() throws Exception {
        BlockchainInfo info = info();
        assertThat(info.getHeight()).isEqualTo(3);
        Block newest = block("GetBlockByNumber", "2".getBytes(UTF_8));

        assertThat(block("GetBlockByNumber", "18446744073709551615".getBytes(UTF_8)))
                .isEqualTo(newest);
        assertThat(block("GetBlockByHash", info.getCurrentBlockHash().toByteArray()))
                .isEqualTo(newest);
        assertThat(block("GetBlockByTxID", submitted.getTransactionId().getBytes(UTF_8)))
                .isEqualTo(newest);
        assertThat(newest.getHeader().getPreviousHash()).isEqualTo(info.getPreviousBlockHash());
    }

    @Test
    void aTransactionIsFoundById() throws Exception {
        ProcessedTransaction found = ProcessedTransaction.parseFrom(query(
                "GetTransactionByID".getBytes(UTF_8),
                "emr".getBytes(UTF_8),
                submitted.getTransactionId().getBytes(UTF_8)));

        assertThat(found.getValidationCode()).isZero();
        assertThat(found.getTransactionEnvelope().toByteString())
                .isEqualTo(
                        block("GetBlockByNumber", "2".getBytes(UTF_8)).getData().getData(0));
    }

    @Test
    void whatIsNotThereIsAnErrorThatSaysSo() {
        for (String[] missing : new String[][] {
            {"GetBlockByNumber", "99"}, {"GetBlockByTxID", "no such"}, {"GetTransactionByID", "no such"},
            {"GetBlockByHash", "no such hash at all"}, {"GetBlockByNumber", "minus one"}, {"GetSomething", "1"}
        }) {
            GatewayException refused =
                    catchThrowableOfType(GatewayException.class, () -> block(missing[0], missing[1].getBytes(UTF_8)));
            assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNKNOWN);
            assertThat(refused.getStatus().getDescription()).contains("chaincode response 500");
        }
    }

    @Test
    void everySignatureVerifiesWithTheRootInBlockZero() throws Exception {
        List<Block> chain = new ArrayList<>();
        for (int i = 0; i < info().getHeight(); i++) {
            chain.add(block("GetBlockByNumber", Integer.toString(i).getBytes(UTF_8)));
        }
        X509Certificate root = rootOf(chain.get(0));
        ByteString previous = ByteString.EMPTY;
        for (Block block : chain) {
            assertThat(block.getHeader().getPreviousHash()).isEqualTo(previous);
            assertThat(block.getHeader().getDataHash()).isEqualTo(sha256(concatenated(block)));
            previous = sha256(der(block.getHeader()));
        }
        for (Block block : chain.subList(1, chain.size())) {
            verifyBlock(block, root);
            for (ByteString envelope : block.getData().getDataList()) {
                verifyTransaction(Envelope.parseFrom(envelope), root);
            }
        }
    }

    private static X509Certificate rootOf(Block block) throws Exception {
        Payload payload =
                Payload.parseFrom(Envelope.parseFrom(block.getData().getData(0)).getPayload());
        var value = ConfigEnvelope.parseFrom(payload.getData())
                .getConfig()
                .getChannelGroup()
                .getGroupsOrThrow("Orderer")
                .getGroupsOrThrow("HospitalA")
                .getValuesOrThrow("MSP");
        var msp =
                FabricMSPConfig.parseFrom(MSPConfig.parseFrom(value.getValue()).getConfig());
        assertThat(msp.getName()).isEqualTo("HospitalA");
        return certificate(msp.getRootCerts(0));
    }

    private static void verifyBlock(Block block, X509Certificate root) throws Exception {
        Metadata metadata = Metadata.parseFrom(block.getMetadata().getMetadata(0));
        assertThat(metadata.getSignaturesCount()).isEqualTo(1);
        var signature = metadata.getSignatures(0);
        verify(
                SignatureHeader.parseFrom(signature.getSignatureHeader()).getCreator(),
                root,
                "OU=orderer",
                signature.getSignature(),
                metadata.getValue()
                        .concat(signature.getSignatureHeader())
                        .concat(ByteString.copyFrom(der(block.getHeader()))));
    }

    private static void verifyTransaction(Envelope envelope, X509Certificate root) throws Exception {
        Payload payload = Payload.parseFrom(envelope.getPayload());
        verify(
                SignatureHeader.parseFrom(payload.getHeader().getSignatureHeader())
                        .getCreator(),
                root,
                "OU=client",
                envelope.getSignature(),
                envelope.getPayload());
        var action = ChaincodeActionPayload.parseFrom(
                        Transaction.parseFrom(payload.getData()).getActions(0).getPayload())
                .getAction();
        var endorsement = action.getEndorsements(0);
        verify(
                endorsement.getEndorser(),
                root,
                "OU=peer",
                endorsement.getSignature(),
                action.getProposalResponsePayload().concat(endorsement.getEndorser()));
    }

    private static void verify(
            ByteString identity, X509Certificate root, String unit, ByteString signature, ByteString signed)
            throws Exception {
        X509Certificate certificate =
                certificate(SerializedIdentity.parseFrom(identity).getIdBytes());
        certificate.verify(root.getPublicKey(), "SunEC");
        assertThat(certificate.getSubjectX500Principal().getName()).contains(unit);
        Signature verifier = Signature.getInstance("SHA256withECDSA", "SunEC");
        verifier.initVerify(certificate.getPublicKey());
        verifier.update(signed.toByteArray());
        assertThat(verifier.verify(signature.toByteArray())).isTrue();
    }

    private static X509Certificate certificate(ByteString pem) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509", "SUN").generateCertificate(pem.newInput());
    }

    private static byte[] der(BlockHeader header) throws Exception {
        return new DERSequence(new ASN1Encodable[] {
                    new ASN1Integer(header.getNumber()),
                    new DEROctetString(header.getPreviousHash().toByteArray()),
                    new DEROctetString(header.getDataHash().toByteArray())
                })
                .getEncoded();
    }

    private static byte[] concatenated(Block block) {
        return block.getData().getDataList().stream()
                .reduce(ByteString.EMPTY, ByteString::concat)
                .toByteArray();
    }

    private static ByteString sha256(byte[] bytes) throws Exception {
        return ByteString.copyFrom(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
