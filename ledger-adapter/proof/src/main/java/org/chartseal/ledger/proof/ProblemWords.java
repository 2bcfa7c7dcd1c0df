package org.chartseal.ledger.proof;

import static java.util.Map.entry;

import java.util.Map;

/** What each code means. */
final class ProblemWords {

    private static final Map<String, String> WORDS = Map.ofEntries(
            entry("not-a-bundle", "this is not a bundle, or not a whole one"),
            entry("manifest-malformed", "the list of what is in the bundle cannot be read"),
            entry("file-unknown", "a file that the list does not name"),
            entry("file-twice", "two files of one name"),
            entry("reading-altered", "a file for reading is missing or altered"),
            entry("reading-unknown", "a file for reading that does not belong into a bundle"),
            entry("head-differs", "the newest block is not the one that the list states"),
            entry("head-missing", "the newest block is not in the bundle"),
            entry("block-missing", "a block is missing from the bundle"),
            entry("block-altered", "a block is not the one that the list states"),
            entry("block-malformed", "a block cannot be read"),
            entry("block-twice", "two blocks of one number"),
            entry("block-forged", "a block does not hold the transactions that its header states"),
            entry("block-not-signed", "the orderers did not sign a block"),
            entry("chain-broken", "a block does not follow the one before it"),
            entry("chain-truncated", "a configuration that decides whose signatures count is missing"),
            entry("first-block-differs", "the chain does not begin with the block that the root folder names"),
            entry("channel-differs", "the seals are of another channel than the root folder names"),
            entry("organisation-unknown", "the root folder has no certificate of an organisation"),
            entry("root-differs", "an organisation's root certificate is another than in the root folder"),
            entry("record-missing", "the hospital could not open this record when the bundle was made"),
            entry("record-twice", "the list names a record twice"),
            entry("content-missing", "the record's content is missing"),
            entry("content-altered", "the record's content was altered"),
            entry("content-unreadable", "the record's content is no FHIR resource of a patient"),
            entry("salt-wrong", "the salt does not belong to this content"),
            entry("other-patient", "the record is of another patient"),
            entry("header-malformed", "what was signed cannot be read"),
            entry("proof-of-another-record", "the proof belongs to another record"),
            entry("proof-of-older-version", "the proof belongs to an older version of the record"),
            entry("proof-of-newer-version", "the proof belongs to a newer version of the record"),
            entry("version-missing", "the version before this one is missing"),
            entry("previous-differs", "the version before this one is another than its author saw"),
            entry("not-anchored", "the ledger did not hold the seal yet when the bundle was made; download it again"),
            entry("transaction-missing", "the block does not hold the transaction"),
            entry("transaction-forged", "the transaction is not what its creator signed"),
            entry("transaction-foreign", "the transaction is of another channel or contract"),
            entry("too-few-endorsements", "too few organisations endorsed the seal"),
            entry("seal-not-written", "the transaction did not write this seal"),
            entry("seal-differs", "the ledger holds another seal for this version"),
            entry("author-unregistered", "the ledger did not know the author"),
            entry("author-not-verified", "the author's licence was not verified"),
            entry("author-of-another-organisation", "the author belongs to another organisation"),
            entry("registration-missing", "the block by which the ledger knew the author is missing"),
            entry("registration-forged", "the author's entry in the register is not what the organisations wrote"),
            entry(
                    "registration-too-few-endorsements",
                    "not all organisations endorsed the author's entry in the register"),
            entry("key-not-registered", "the key is not the one that the ledger knew of the author"),
            entry("signature-wrong", "the author's key did not make the signature"),
            entry("licence-expired", "the author's licence had run out"),
            entry("author-suspended", "the author was suspended"),
            entry("signed-in-future", "it was signed later than the ledger took it"),
            entry("file-missing", "a file that the record names is missing"),
            entry("file-altered", "a file of the record was altered"),
            entry("file-not-stated", "a file that the record does not name"));

    private ProblemWords() {}

    static String of(String code) {
        String words = WORDS.get(code);
        if (words == null) {
            throw new IllegalArgumentException("a code without words: " + code);
        }
        return words;
    }
}
