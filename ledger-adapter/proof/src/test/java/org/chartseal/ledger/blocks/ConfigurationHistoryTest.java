package org.chartseal.ledger.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.ledger.blocks.TestOrganisation.Identity;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Channels whose orderers change. */
class ConfigurationHistoryTest {

    private final TestOrganisation hospital = new TestOrganisation("HospitalAMSP");
    private final TestOrganisation before = new TestOrganisation("BeforeMSP");
    private final TestOrganisation after = new TestOrganisation("AfterMSP");
    private final Identity old = before.issue("orderer");
    private final Identity young = after.issue("orderer");
    private final TestChain chain = new TestChain(by(before));
    private BlockReader reader = newReader();

    private TestConfiguration by(TestOrganisation orderers) {
        return new TestConfiguration().endorsing(hospital).ordering(orderers);
    }

    private BlockReader newReader() {
        return new BlockReader("chartseal", chain::block);
    }

    @BeforeEach
    void twoBlocks() {
        chain.add(old);
        chain.add(old);
    }

    @Test
    void blocksFallUnderTheLastConfigurationBeforeThem() {
        Block change = chain.configure(by(after), old);
        Block next = chain.add(young);
        Block back = chain.configure(by(before), young);
        Block last = chain.add(old);

        assertThat(reader.read(last).signed()).isTrue();
        assertThat(reader.read(back).signers()).containsExactly("AfterMSP");
        assertThat(reader.read(back).signed()).isTrue();
        assertThat(reader.read(next).signed()).isTrue();
        assertThat(reader.read(change).signed()).isTrue();
        assertThat(reader.read(chain.block(1)).signed()).isTrue();
    }

    @Test
    void whoOrderedBeforeAChangeDoesNotAfterIt() {
        Block change = chain.configure(by(after), old);
        Block honest = chain.add(young);

        assertThat(reader.read(chain.add(old)).signed()).isFalse();
        reader = newReader();
        assertThat(reader.read(change).signed()).isTrue();
        assertThat(reader.read(honest).signed()).isTrue();
    }

    @Test
    void whoWillOrderDoesNotYetOrderTheChangeItself() {
        Block change = chain.configure(by(after), young);
        Block next = chain.add(young);

        assertThat(reader.read(next).signed()).isFalse();
        assertThat(reader.read(change).signed()).isFalse();
        assertThat(reader.read(chain.addUnder(0, old)).signed()).isTrue();
    }

    @Test
    void aBlockThatStatesAnEarlierConfigurationThanTheKnownOneIsRefused() {
        Block change = chain.configure(by(after), old);
        Block stale = chain.addUnder(0, old);

        assertThat(reader.read(change).signed()).isTrue();
        assertThat(reader.read(stale).signed()).isFalse();
    }

    @Test
    void aBlockThatStatesWhatIsNoConfigurationIsRefused() {
        assertThat(reader.read(chain.addUnder(1, old)).signed()).isFalse();
        assertThat(reader.read(chain.addUnder(99, old)).signed()).isFalse();
        assertThat(reader.read(chain.addUnder(-1, old)).signed()).isFalse();
    }

    @Test
    void aConfigurationBlockThatDoesNotStateItselfIsRefused() {
        Block honest = chain.configure(by(after), old);
        Block stating = chain.addUnder(0, old);
        Block forged = stating.toBuilder().setData(honest.getData()).build();

        assertThat(reader.read(forged).signed()).isFalse();
    }

    @Test
    void aConfigurationWhoseDataWasAlteredChangesNothing() {
        Block change = chain.configure(by(after), old);
        TestOrganisation attacker = new TestOrganisation("AttackerMSP");
        chain.forge(change.toBuilder()
                .setData(BlockData.newBuilder().addData(by(attacker).envelope()))
                .build());

        LedgerBlock forged = reader.read(chain.block(3));
        assertThat(forged.dataIntact()).isFalse();
        assertThat(forged.signed()).isFalse();
        assertThat(reader.read(chain.add(attacker.issue("orderer"))).signed()).isFalse();
    }

    @Test
    void aConfigurationOnTopOfABlockThatNobodyAgreedOnChangesNothing() {
        chain.add(hospital.issue("peer"));
        Block change = chain.configure(by(after), old);

        assertThat(reader.read(change).signed()).isFalse();
        assertThat(reader.read(chain.add(young)).signed()).isFalse();
    }

    @Test
    void aHospitalThatJoinsAndLeavesIsKnownWhileItBelongs() {
        TestOrganisation guest = new TestOrganisation("GuestMSP");
        TestTransaction transaction = new TestTransaction(guest.issue("client"));
        ByteString endorsed = transaction.endorsedBy(guest.issue("peer"), hospital.issue("peer"));
        Block early = chain.add(endorsed, old);
        chain.configure(by(before).endorsing(guest), old);
        Block within = chain.add(endorsed, old);
        chain.configure(by(before), old);
        Block late = chain.add(endorsed, old);

        assertThat(endorsers(late)).containsExactly("HospitalAMSP");
        assertThat(endorsers(within)).containsExactly("GuestMSP", "HospitalAMSP");
        assertThat(endorsers(early)).containsExactly("HospitalAMSP");
        assertThat(reader.read(within).transactions().get(0).creator()).isEqualTo("GuestMSP");
        assertThat(reader.read(late).transactions().get(0).creator()).isEmpty();
    }

    @Test
    void onlyPeersOfOrganisationsThatEndorseCountAsEndorsers() {
        TestTransaction transaction = new TestTransaction(hospital.issue("client"));

        Block block = chain.add(
                transaction.endorsedBy(hospital.issue("client"), before.issue("peer"), hospital.issue("peer")), old);

        assertThat(endorsers(block)).containsExactly("HospitalAMSP");
    }

    @Test
    void anEndorsementOfSomethingElseIsNone() {
        TestTransaction transaction = new TestTransaction(hospital.issue("client"));

        assertThat(endorsers(chain.add(transaction.withForeignEndorsement(hospital.issue("peer")), old)))
                .isEmpty();
    }

    @Test
    void aChannelThatDoesNotBeginWithAConfigurationIsNotRead() {
        Block first = chain.block(1);

        assertThatThrownBy(() -> new BlockReader("chartseal", number -> first))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no configuration");
    }

    private java.util.List<String> endorsers(Block block) {
        return reader.read(block).transactions().get(0).endorsers();
    }
}
