package org.chartseal.ledger.solo.identity;

import com.google.protobuf.ByteString;
import java.security.PublicKey;
import java.time.Instant;

/**
 * Someone whose certificate the organisation issued.
 *
 * @param role as the certificate says
 * @param notAfter end of the certificate's validity
 */
public record Member(Role role, PublicKey key, Instant notAfter) {

    /** Whether this is the member's signature over the concatenation of the parts. */
    public boolean signed(ByteString signature, byte[]... parts) {
        return Ecdsa.verify(key, signature.toByteArray(), parts);
    }

    /** Whether the member may propose and submit transactions. */
    public boolean mayWrite() {
        return role == Role.CLIENT || role == Role.ADMIN;
    }

    /** Whether the member may read blocks, events and states of transactions. */
    public boolean mayRead() {
        return mayWrite() || role == Role.PEER;
    }

    /** Whether the certificate has run out. */
    public boolean expired(Instant now) {
        return now.isAfter(notAfter);
    }
}
