package org.chartseal.launcher.fabric;

import com.google.protobuf.InvalidProtocolBufferException;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.chartseal.launcher.installation.LauncherFailure;
import org.hyperledger.fabric.protos.common.MSPRole;

/**
 * Private data that the contract keeps, as its definition names it.
 *
 * @param members MSP ids of the organisations whose peers hold it and whose people may read and write it
 * @param fewestPeers how many other peers must have a value before it is endorsed
 * @param mostPeers to how many others an endorsing peer hands it by itself
 */
record PrivateCollection(
        String name,
        Set<String> members,
        int fewestPeers,
        int mostPeers,
        long blocksToLive,
        boolean membersRead,
        boolean membersWrite) {

    /**
     * The scopes of grants. None of the other peers must have a scope before it is endorsed: the contract's policy takes an
     * endorsement of both hospitals, so the peer of each has it by then.
     */
    private static final PrivateCollection GRANTS =
            new PrivateCollection("grants", Set.of(Hospital.mspIds().split(",")), 0, 3, 0, true, true);

    /** All that the contract needs. */
    static final Set<PrivateCollection> ALL = Set.of(GRANTS);

    PrivateCollection {
        members = Set.copyOf(members);
    }

    /** As Fabric's programs take them. */
    static JsonArray configuration() {
        return Json.createArrayBuilder(ALL.stream().map(PrivateCollection::json).toList())
                .build();
    }

    private JsonObject json() {
        String policy = new TreeSet<>(members)
                .stream().map(each -> "'" + each + ".member'").collect(Collectors.joining(", ", "OR(", ")"));
        return Json.createObjectBuilder()
                .add("name", name)
                .add("policy", policy)
                .add("requiredPeerCount", fewestPeers)
                .add("maxPeerCount", mostPeers)
                .add("blockToLive", blocksToLive)
                .add("memberOnlyRead", membersRead)
                .add("memberOnlyWrite", membersWrite)
                .build();
    }

    /** Those of a definition, as Fabric's programs print it. */
    static Set<PrivateCollection> read(JsonObject definition) {
        if (!(definition.get("collections") instanceof JsonObject collections)
                || !(collections.get("config") instanceof JsonArray config)) {
            return Set.of();
        }
        return config.getValuesAs(JsonObject.class).stream()
                .map(each -> each.getJsonObject("Payload").getJsonObject("StaticCollectionConfig"))
                .map(PrivateCollection::readOne)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static PrivateCollection readOne(JsonObject json) {
        return new PrivateCollection(
                json.getString("name"),
                members(json.getJsonObject("member_orgs_policy")),
                json.getInt("required_peer_count", 0),
                json.getInt("maximum_peer_count", 0),
                json.containsKey("block_to_live")
                        ? json.getJsonNumber("block_to_live").longValue()
                        : 0,
                json.getBoolean("member_only_read", false),
                json.getBoolean("member_only_write", false));
    }

    private static Set<String> members(JsonObject policy) {
        JsonArray identities =
                policy.getJsonObject("Payload").getJsonObject("SignaturePolicy").getJsonArray("identities");
        return identities.getValuesAs(JsonObject.class).stream()
                .map(each -> mspId(each.getString("principal")))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String mspId(String principal) {
        try {
            return MSPRole.parseFrom(Base64.getDecoder().decode(principal)).getMspIdentifier();
        } catch (InvalidProtocolBufferException e) {
            throw new LauncherFailure("The contract's definition names a member that is no role: " + principal, e);
        }
    }
}
