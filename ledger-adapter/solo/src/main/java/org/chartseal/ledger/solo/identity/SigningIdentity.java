package org.chartseal.ledger.solo.identity;

import com.google.protobuf.ByteString;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/** Signs in the name of a member of the organisation. */
public final class SigningIdentity {

    private final Credential credential;
    private final ByteString creator;

    /** An identity of the organisation with that MSP id. */
    public SigningIdentity(String mspId, Credential credential) {
        this.credential = credential;
        this.creator = SerializedIdentity.newBuilder()
                .setMspid(mspId)
                .setIdBytes(ByteString.copyFromUtf8(Pem.of(credential.certificate())))
                .build()
                .toByteString();
    }

    /** The serialised identity as it stands in signature headers and endorsements. */
    public ByteString creator() {
        return creator;
    }

    /** Signs the concatenation of the parts. */
    public ByteString sign(byte[]... parts) {
        return ByteString.copyFrom(Ecdsa.sign(credential.key(), parts));
    }
}
