package org.chartseal.domain.records;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

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
    CHAIN_INTACT,
    /** A file that belongs to the record lies where its row says. */
    FILE_FOUND,
    /** Its bytes have the digest that its address is. */
    FILE_INTACT,
    /** It opens with its key, for this patient and this file. */
    FILE_DECRYPTS,
    /** Its plain bytes have the hash that the sealed record states. */
    FILE_EQUALS;

    /** The checks that are made of each file. */
    public static final Set<SealCheck> OF_FILES = EnumSet.of(FILE_FOUND, FILE_INTACT, FILE_DECRYPTS, FILE_EQUALS);

    /** As it stands in findings and message keys. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
