package org.chartseal.ledger.contract;

import java.time.Duration;

/** Names and limits that others rely on: what is on a ledger stays there, so none of these ever changes its meaning. */
public final class LedgerNames {

    /** Name of the chaincode and of its contract. */
    public static final String CHAINCODE = "chartseal";

    /**
     * System property by which the contract's process is told the MSP ids, separated by commas, of all organisations that
     * must agree before a practitioner changes.
     */
    public static final String ORGANISATIONS = "chartseal.ledger.organisations";

    /** Most seals in one transaction. */
    public static final int MAX_BATCH = 500;

    /** Most characters of a signed text. */
    public static final int MAX_TEXT = 2048;

    /** How far a signer's clock may be ahead of the transaction's. */
    public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    /** How long a grant runs at most, unless it is a proxy's: two years, and what days and zones add. */
    public static final Duration LONGEST_GRANT = Duration.ofDays(732);

    /** The private data collection that holds the scopes of grants. */
    public static final String GRANTS = "grants";

    /** Name under which the scope of a grant comes beside the arguments: {@code {"salt","text"}}. */
    public static final String SCOPE = "scope";

    /** Event: seals were written; payload {@code {"seals":[id,…]}}, without those that stood there already. */
    public static final String SEALS_ANCHORED = "SealsAnchored";

    /** Event: payload {@code {"practitioner":id}}. */
    public static final String PRACTITIONER_REGISTERED = "PractitionerRegistered";

    /** Event: payload {@code {"practitioner":id}}. */
    public static final String PRACTITIONER_VERIFIED = "PractitionerVerified";

    /** Event: payload {@code {"practitioner":id}}. */
    public static final String PRACTITIONER_SUSPENDED = "PractitionerSuspended";

    /** Event: payload {@code {"subject":id}}. */
    public static final String SUBJECT_REGISTERED = "SubjectRegistered";

    /** Event: the patient took another key; payload {@code {"subject":id}}. */
    public static final String SUBJECT_KEY_CHANGED = "SubjectKeyChanged";

    /** Event: two practitioners gave the patient another key; payload {@code {"subject":id}}. */
    public static final String SUBJECT_KEY_RESTORED = "SubjectKeyRestored";

    /** Event: the practitioner took another key; payload {@code {"practitioner":id}}. */
    public static final String PRACTITIONER_KEY_CHANGED = "PractitionerKeyChanged";

    /** Event: two others gave the practitioner another key; payload {@code {"practitioner":id}}. */
    public static final String PRACTITIONER_KEY_RESTORED = "PractitionerKeyRestored";

    /** Event: payload {@code {"grant":id,"subject":id}}. */
    public static final String ACCESS_GIVEN = "AccessGiven";

    /** Event: payload {@code {"grant":id,"subject":id}}. */
    public static final String ACCESS_REVOKED = "AccessRevoked";

    /** Event: payload {@code {"grant":id,"subject":id}}. */
    public static final String SCOPE_FORGOTTEN = "ScopeForgotten";

    /** Event: payload {@code {"batch":id}}. */
    public static final String ROOT_ANCHORED = "RootAnchored";

    /** Event: payload {@code {"emergency":id,"subject":id}}. */
    public static final String EMERGENCY_OPENED = "EmergencyOpened";

    /** Event: the opener ended it before its time; payload {@code {"emergency":id,"subject":id}}. */
    public static final String EMERGENCY_ENDED = "EmergencyEnded";

    /** Event: payload {@code {"emergency":id,"subject":id}}. */
    public static final String EMERGENCY_REVIEWED = "EmergencyReviewed";

    /** Event: payload {@code {"subject":id}}. */
    public static final String SUBJECT_ERASED = "SubjectErased";

    /** Longest that one access in an emergency lasts, in minutes. */
    public static final int MAX_EMERGENCY_MINUTES = 240;

    private LedgerNames() {}

    /** Key of a seal's state. */
    public static String sealKey(String seal) {
        return "seal/" + seal;
    }

    /** Key of a practitioner's state. */
    public static String practitionerKey(String practitioner) {
        return "practitioner/" + practitioner;
    }

    /** Key of a patient's state. */
    public static String subjectKey(String subject) {
        return "subject/" + subject;
    }

    /** Key of a batch's root. */
    public static String rootKey(String batch) {
        return "root/" + batch;
    }

    /** Key of a grant's state, and of its scope in the collection. */
    public static String grantKey(String grant) {
        return "grant/" + grant;
    }

    /** Key of the state of an access in an emergency. */
    public static String emergencyKey(String access) {
        return "emergency/" + access;
    }

    /** Key of a patient's erasure. */
    public static String erasureKey(String subject) {
        return "erasure/" + subject;
    }
}
