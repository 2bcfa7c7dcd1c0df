package org.chartseal.ledger.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.List;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.ledger.blocks.TestOrganisation.Identity;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.ImplicitMetaPolicy;
import org.hyperledger.fabric.protos.common.Metadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks that someone forged who holds the peer, or a key of the channel that is not an orderer's. */
class BlockReaderTest {

    private final TestOrganisation orderers = new TestOrganisation("OrderersMSP");
    private final TestOrganisation hospital = new TestOrganisation("HospitalAMSP");
    private final Identity orderer = orderers.issue("orderer");
    private final TestChain chain = new TestChain(configuration());

    private TestConfiguration configuration() {
        return new TestConfiguration().endorsing(hospital).ordering(orderers);
    }

    @Test
    void aBlockThatAnOrdererSignedIsSigned() {
        LedgerBlock block = read(chain.add(orderer));

        assertThat(block.signed()).isTrue();
        assertThat(block.dataIntact()).isTrue();
        assertThat(block.signers()).containsExactly("OrderersMSP");
    }

    @Test
    void theFirstBlockNeedsNoSignature() {
        assertThat(read(chain.block(0)).signed()).isTrue();
        assertThat(read(chain.block(0)).signers()).isEmpty();
    }

    @Test
    void alteredDataDoesNotFit() {
        Block block = chain.add(orderer);
        Block altered = block.toBuilder()
                .setData(BlockData.newBuilder().addData(ByteString.copyFromUtf8("another transaction")))
                .build();

        assertThat(read(altered).dataIntact()).isFalse();
    }

    @Test
    void anAlteredHeaderIsNotWhatWasSigned() {
        Block block = chain.add(orderer);
        Block otherData = block.toBuilder()
                .setData(BlockData.newBuilder().addData(ByteString.copyFromUtf8("another transaction")))
                .build();
        ByteString fitting = ByteString.copyFrom(BlockHashes.ofData(otherData.getData()));

        LedgerBlock forged = read(otherData.toBuilder()
                .setHeader(block.getHeader().toBuilder().setDataHash(fitting))
                .build());

        assertThat(forged.dataIntact()).isTrue();
        unsigned(forged);
        unsigned(read(block.toBuilder()
                .setHeader(block.getHeader().toBuilder().setPreviousHash(fitting))
                .build()));
        unsigned(read(block.toBuilder()
                .setHeader(block.getHeader().toBuilder().setNumber(7))
                .build()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"peer", "client", "admin", "orderer"})
    void nobodyOfAHospitalOrders(String unit) {
        assertThat(read(chain.add(hospital.issue(unit))).signed()).isFalse();
    }

    @Test
    void ofTheOrderersOrganisationOnlyWhomThePolicyMeansOrders() {
        assertThat(read(chain.add(orderers.issue("client"))).signed()).isFalse();
        assertThat(read(chain.add(orderers.issue("orderer"))).signed()).isTrue();
    }

    @Test
    void aBlockWithoutASignatureIsNotSigned() {
        unsigned(read(chain.add()));
        Block signed = chain.add(orderer);
        unsigned(read(signed.toBuilder().clearMetadata().build()));
        unsigned(read(signed.toBuilder()
                .setMetadata(BlockMetadata.newBuilder().addMetadata(ByteString.copyFromUtf8("nonsense")))
                .build()));
    }

    @Test
    void someoneElsesAuthorityOfTheSameNameVouchesForNobody() {
        unsigned(read(chain.add(new TestOrganisation("OrderersMSP").issue("orderer"))));
        unsigned(read(chain.add(new TestOrganisation("StrangersMSP").issue("orderer"))));
    }

    @Test
    void anAuthoritysOwnCertificateIsNoMembers() {
        unsigned(read(chain.add(orderers.issue("orderer", true))));
    }

    @Test
    void aGoodSignatureDoesNotCoverABadOne() {
        assertThat(read(chain.add(orderer, new TestOrganisation("OrderersMSP").issue("orderer")))
                        .signed())
                .isFalse();
    }

    @Test
    void whatTheOrderersStateBesideTheSignatureIsSignedToo() throws Exception {
        Block block = chain.add(orderer);
        Metadata stated = Metadata.parseFrom(block.getMetadata().getMetadata(0));
        Metadata altered = stated.toBuilder()
                .setValue(stated.getValue().concat(stated.getValue()))
                .build();

        unsigned(read(block.toBuilder()
                .setMetadata(BlockMetadata.newBuilder().addMetadata(altered.toByteString()))
                .build()));
    }

    @Test
    void aRevokedCertificateSignsNothing() {
        Identity revoked = orderers.issue("orderer");
        TestChain revoking = new TestChain(new TestConfiguration()
                .endorsing(hospital)
                .ordering(orderers.configuration().addRevocationList(orderers.revocation(revoked))));
        BlockReader reader = new BlockReader("chartseal", revoking::block);

        assertThat(reader.read(revoking.add(revoked)).signed()).isFalse();
        assertThat(reader.read(revoking.add(orderer)).signed()).isTrue();
    }

    @Test
    void aMajorityOfOrderersOrganisationsIsMoreThanHalf() {
        TestOrganisation second = new TestOrganisation("SecondOrderersMSP");
        TestChain shared = new TestChain(configuration().ordering(second).blocksBy(ImplicitMetaPolicy.Rule.MAJORITY));
        BlockReader reader = new BlockReader("chartseal", shared::block);

        assertThat(reader.read(shared.add(orderer, orderers.issue("orderer"))).signed())
                .isFalse();
        assertThat(reader.read(shared.add(orderer, second.issue("orderer"))).signed())
                .isTrue();
    }

    @Test
    void withoutAPolicyNobodyOrders() {
        TestChain lawless = new TestChain(configuration().withoutPolicyForBlocks());

        assertThat(new BlockReader("chartseal", lawless::block)
                        .read(lawless.add(orderer))
                        .signed())
                .isFalse();
    }

    @Test
    void amongOrderersOfWhomSomeMayBeFalseOnlyAQuorumAgrees() {
        List<Identity> consenters = TestConfiguration.several(orderers, "orderer", 4);
        for (TestConfiguration each : List.of(
                configuration().byzantine(3, consenters),
                // whatever the policy takes, less than a quorum is not enough
                configuration().byzantine(1, consenters))) {
            TestChain byzantine = new TestChain(each);
            BlockReader reader = new BlockReader("chartseal", byzantine::block);

            assertThat(reader.read(byzantine.addNumbered(consenters, 1, 2, 4)).signed())
                    .isTrue();
            assertThat(reader.read(byzantine.addNumbered(consenters, 1, 2, 3, 4))
                            .signed())
                    .isTrue();
            assertThat(reader.read(byzantine.addNumbered(consenters, 1, 2)).signed())
                    .isFalse();
            assertThat(reader.read(byzantine.addNumbered(consenters, 1, 2, 2)).signed())
                    .isFalse();
            assertThat(reader.read(byzantine.addNumbered(consenters, 1, 2, 7)).signed())
                    .isFalse();
            assertThat(reader.read(byzantine.add(consenters.get(0), consenters.get(1), orderer))
                            .signed())
                    .isFalse();
        }
    }

    private LedgerBlock read(Block block) {
        return new BlockReader("chartseal", chain::block).read(block);
    }

    private static void unsigned(LedgerBlock block) {
        assertThat(block.signed()).isFalse();
        assertThat(block.signers()).isEmpty();
    }
}
