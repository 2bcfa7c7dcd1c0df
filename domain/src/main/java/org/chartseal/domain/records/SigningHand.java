package org.chartseal.domain.records;

import java.time.Instant;
import java.util.UUID;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.people.Practitioner;

/**
 * The hand with which practitioners sign, and what it needs to draw for a text that is to be signed. For who leaves signing to
 * the portal it signs at once. Who has a passkey is asked first: what the use case did is rolled back, and it runs again with
 * the answer, for which the same is drawn as before, so that the text is the one that was signed.
 */
public interface SigningHand {

    /** When what is signed counts as signed; each time the same in one request. */
    Instant time();

    /** A salt that nobody can guess. */
    Salt salt();

    /** An identifier that tells nothing and that no other call has answered. */
    UUID id();

    /**
     * Signs the text in the practitioner's name. A use case signs one text at most.
     *
     * @throws SignatureNeeded when the practitioner's passkey has to sign it and no answer of it was brought
     * @throws org.chartseal.domain.shared.Refused {@code signature-of-another-text} when the answer that was brought is one to
     *     another text or form; {@code passkey-question-answered}, {@code passkey-question-expired} or
     *     {@code passkey-answer-wrong}
     */
    SignedText sign(Practitioner signer, String text);
}
