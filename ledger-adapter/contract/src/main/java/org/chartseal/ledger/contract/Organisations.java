package org.chartseal.ledger.contract;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hyperledger.fabric.shim.ext.sbe.StateBasedEndorsement;
import org.hyperledger.fabric.shim.ext.sbe.StateBasedEndorsement.RoleType;
import org.hyperledger.fabric.shim.ext.sbe.impl.StateBasedEndorsementFactory;

/**
 * The organisations that must agree before a practitioner changes. Each organisation tells its own contract service who they
 * are. A service that was told otherwise endorses other bytes than the rest, and the transaction never comes about, so no
 * organisation can shorten the list for the others.
 */
final class Organisations {

    private static final Pattern MSP_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,127}");

    private final TreeSet<String> mspIds;

    private Organisations(Collection<String> mspIds) {
        this.mspIds = new TreeSet<>(mspIds);
    }

    /**
     * Reads MSP ids that are separated by commas.
     *
     * @throws IllegalArgumentException when there is none, or one is no MSP id
     */
    static Organisations parse(String list) {
        Set<String> mspIds =
                Arrays.stream(list.split(",", -1)).map(String::strip).collect(Collectors.toSet());
        if (!mspIds.stream().allMatch(mspId -> MSP_ID.matcher(mspId).matches())) {
            throw new IllegalArgumentException("no MSP ids, separated by commas: " + list);
        }
        return new Organisations(mspIds);
    }

    /**
     * What this process was told.
     *
     * @throws IllegalStateException when it was told nothing
     */
    static Organisations configured() {
        String list = System.getProperty(LedgerNames.ORGANISATIONS, "");
        if (list.isBlank()) {
            throw new IllegalStateException(LedgerNames.ORGANISATIONS + " is not set");
        }
        return parse(list);
    }

    /** A policy that takes a peer of each of them. */
    byte[] policy() {
        StateBasedEndorsement policy =
                StateBasedEndorsementFactory.getInstance().newStateBasedEndorsement(new byte[0]);
        policy.addOrgs(RoleType.RoleTypePeer, mspIds.toArray(String[]::new));
        return policy.policy();
    }

    @Override
    public String toString() {
        return String.join(",", mspIds);
    }
}
