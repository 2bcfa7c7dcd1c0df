package org.chartseal.ledger.blocks;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Set;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.MSPRole.MSPRoleType;

/**
 * Someone whose certificate an organisation of the channel vouches for.
 *
 * @param identity serialised, as it signs
 * @param organisation MSP id
 * @param roles that the organisation's configuration gives the certificate
 */
public record Member(ByteString identity, String organisation, X509Certificate certificate, Set<MSPRoleType> roles) {

    public Member {
        roles = Set.copyOf(roles);
    }

    /** Whether this is the member's signature over the concatenation of the parts. */
    boolean signed(byte[] signature, byte[]... parts) {
        try {
            Signature verifier = Signature.getInstance("SHA256withECDSA");
            verifier.initVerify(certificate.getPublicKey());
            for (byte[] part : parts) {
                verifier.update(part);
            }
            return verifier.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    /** Whether a policy that asks for this principal means the member. Unknown kinds of principals mean nobody. */
    boolean satisfies(MSPPrincipal principal) throws InvalidProtocolBufferException {
        return switch (principal.getPrincipalClassification()) {
            case ROLE -> satisfies(MSPRole.parseFrom(principal.getPrincipal()));
            case IDENTITY -> principal.getPrincipal().equals(identity);
            default -> false;
        };
    }

    private boolean satisfies(MSPRole wanted) {
        return wanted.getMspIdentifier().equals(organisation)
                && (wanted.getRole() == MSPRoleType.MEMBER || roles.contains(wanted.getRole()));
    }
}
