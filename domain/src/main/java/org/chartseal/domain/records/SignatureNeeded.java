package org.chartseal.domain.records;

import org.chartseal.domain.people.PractitionerId;

/** Only this practitioner's passkey can sign the text, and it has not yet: nothing of what was to be done is done. */
public final class SignatureNeeded extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient PractitionerId signer;
    private final String text;

    public SignatureNeeded(PractitionerId signer, String text) {
        super("the passkey of practitioner " + signer + " has to sign", null, false, false);
        this.signer = signer;
        this.text = text;
    }

    /** Whose passkey has to sign. */
    public PractitionerId signer() {
        return signer;
    }

    /** What is to be signed, exactly. */
    public String text() {
        return text;
    }
}
