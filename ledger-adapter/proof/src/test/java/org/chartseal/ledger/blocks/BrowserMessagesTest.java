package org.chartseal.ledger.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigPolicy;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.IdentifierHeader;
import org.hyperledger.fabric.protos.common.ImplicitMetaPolicy;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.OrdererBlockMetadata;
import org.hyperledger.fabric.protos.common.Orderers;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.MSPConfig;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.orderer.ConsensusType;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.junit.jupiter.api.Test;

/** The verifier in the browser reads Fabric's messages by a table: it is the one that Fabric's own classes make. */
class BrowserMessagesTest {

    private static final Path TABLE =
            Path.of("..", "..", "web", "src", "main", "webapp", "assets", "js", "bundle", "messages.js");

    private static final List<Descriptor> READ = List.of(
            Block.getDescriptor(),
            Metadata.getDescriptor(),
            OrdererBlockMetadata.getDescriptor(),
            IdentifierHeader.getDescriptor(),
            SignatureHeader.getDescriptor(),
            Envelope.getDescriptor(),
            Payload.getDescriptor(),
            ChannelHeader.getDescriptor(),
            Timestamp.getDescriptor(),
            ConfigEnvelope.getDescriptor(),
            ConfigPolicy.getDescriptor(),
            ImplicitMetaPolicy.getDescriptor(),
            SignaturePolicyEnvelope.getDescriptor(),
            MSPRole.getDescriptor(),
            Orderers.getDescriptor(),
            ConsensusType.getDescriptor(),
            SerializedIdentity.getDescriptor(),
            MSPConfig.getDescriptor(),
            FabricMSPConfig.getDescriptor(),
            Transaction.getDescriptor(),
            ChaincodeActionPayload.getDescriptor(),
            ProposalResponsePayload.getDescriptor(),
            ChaincodeAction.getDescriptor(),
            TxReadWriteSet.getDescriptor(),
            KVRWSet.getDescriptor());

    @Test
    void theTableIsFabrics() throws IOException {
        String table = table();
        Path made = Files.writeString(Path.of("target", "messages.js"), table);

        assertThat(Files.readString(TABLE)).as("made anew as %s", made).isEqualTo(table);
    }

    private static String table() {
        Map<String, Descriptor> messages = new TreeMap<>();
        Deque<Descriptor> open = new ArrayDeque<>(READ);
        while (!open.isEmpty()) {
            Descriptor message = open.remove();
            if (messages.putIfAbsent(message.getFullName(), message) == null) {
                message.getFields().stream()
                        .filter(field -> field.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
                        .map(BrowserMessagesTest::content)
                        .forEach(open::add);
            }
        }
        StringBuilder text = new StringBuilder(
                "// Fabric's messages: name, then by number each field's name and type. BrowserMessagesTest"
                        + " makes it.\nexport const MESSAGES = {\n");
        messages.forEach((name, message) -> {
            text.append("  \"").append(name).append("\": {\n");
            message.getFields()
                    .forEach(field -> text.append("    ")
                            .append(field.getNumber())
                            .append(": [")
                            .append(described(field))
                            .append("],\n"));
            text.append("  },\n");
        });
        return text.append("};\n").toString();
    }

    private static Descriptor content(FieldDescriptor field) {
        return field.isMapField()
                ? field.getMessageType().findFieldByName("value").getMessageType()
                : field.getMessageType();
    }

    private static String described(FieldDescriptor field) {
        assertThat(field.isPackable()).as("%s is packed", field).isFalse();
        String type = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                ? content(field).getFullName()
                : field.getType().name().toLowerCase(Locale.ROOT);
        String more = "";
        if (field.isMapField()) {
            assertThat(field.getMessageType().findFieldByName("key").getType()).isEqualTo(FieldDescriptor.Type.STRING);
            more = "map";
        } else if (field.isRepeated()) {
            more = "repeated";
        } else if (field.getRealContainingOneof() != null) {
            more = "oneof " + field.getRealContainingOneof().getName();
        }
        String named = "\"" + field.getJsonName() + "\", \"" + type + "\"";
        return more.isEmpty() ? named : named + ", \"" + more + "\"";
    }
}
