package org.chartseal.ledger.solo.endorsement;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.chartseal.ledger.solo.identity.Role;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;

/**
 * Someone whose signature was verified.
 *
 * @param identity serialised, as it signed
 */
public record Signatory(ByteString identity, String mspId, Role role) {

    boolean satisfies(MSPPrincipal principal) throws InvalidProtocolBufferException {
        return switch (principal.getPrincipalClassification()) {
            case ROLE -> satisfies(MSPRole.parseFrom(principal.getPrincipal()));
            case IDENTITY -> principal.getPrincipal().equals(identity);
            default -> false;
        };
    }

    private boolean satisfies(MSPRole wanted) {
        return wanted.getMspIdentifier().equals(mspId)
                && switch (wanted.getRole()) {
                    case MEMBER -> true;
                    case ADMIN -> role == Role.ADMIN;
                    case CLIENT -> role == Role.CLIENT;
                    case PEER -> role == Role.PEER;
                    case ORDERER -> role == Role.ORDERER;
                    default -> false;
                };
    }
}
