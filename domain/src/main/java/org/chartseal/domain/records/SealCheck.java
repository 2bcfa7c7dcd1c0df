package org.chartseal.domain.records;

import java.util.Locale;

/** What is checked about a seal, in the order in which it is told. */
public enum SealCheck {
    /** The encrypted object lies where the seal says. */
    OBJECT_FOUND,
    /** Its bytes have the digest that its address is. */
    CIPHERTEXT_INTACT,
    /** It opens with its key, for this patient, record and version. */
    DECRYPTS,
    /** The content and its salt have the commitment that was signed. */
    COMMITMENT_EQUALS,
    /** The author's key made the signature. */
    SIGNATURE_VERIFIES,
    /** The row of the sealed version says what its signed header says. */
    SEALED_ROW_MATCHES,
    /** The working rows still say what was sealed. */
    WORKING_ROWS_MATCH,
    /** The ledger holds this very seal, written once. */
    LEDGER_HOLDS_IT,
    /** The chain of blocks is unbroken from its beginning to the seal. */
    CHAIN_INTACT;

    /** As it stands in findings and message keys. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
