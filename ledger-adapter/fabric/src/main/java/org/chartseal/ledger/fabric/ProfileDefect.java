package org.chartseal.ledger.fabric;

import java.util.Locale;

/** Why a connection profile does not lead to a ledger. Whoever shows it has the words for each kind. */
public final class ProfileDefect extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String subject;
    private final String detail;

    /** What is wrong. */
    public enum Kind {
        /** The profile cannot be read, or lacks a member; the detail says which. */
        PROFILE_UNREADABLE,
        /** The profile is of the solo ledger. */
        NOT_FABRIC,
        /** The file holds no certificate. */
        CERTIFICATE_UNREADABLE,
        /** The certificate has run out. */
        CERTIFICATE_EXPIRED,
        /** The certificate is for a time to come. */
        CERTIFICATE_EARLY,
        /** The file holds no private key. */
        KEY_UNREADABLE,
        /** The key is another certificate's. */
        KEY_MISMATCH,
        /** The file holds no certificates. */
        ROOTS_UNREADABLE,
        /** Nothing answers there. */
        PEER_UNREACHABLE,
        /** What answers there is not vouched for by the profile's roots. */
        PEER_UNTRUSTED,
        /** What answers there has a certificate for another name. */
        PEER_MISNAMED,
        /** What answers there is no gateway peer. */
        PEER_UNSUITABLE,
        /** The peer does not know such an organisation, or not this certificate as one of its. */
        IDENTITY_REFUSED,
        /** The peer is not in that channel, or there is none. */
        CHANNEL_MISSING,
        /** The channel has no such contract. */
        CONTRACT_MISSING,
        /** The contract answers, but has no private data collection for grants, or not for this organisation. */
        COLLECTION_MISSING,
        /** The channel has the contract, but it does not answer. */
        CONTRACT_SILENT;

        /** For messages about it. */
        String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    ProfileDefect(Kind kind, String subject, String detail, Throwable cause) {
        super(kind.words() + ": " + subject + " (" + detail + ")", cause);
        this.kind = kind;
        this.subject = subject;
        this.detail = detail;
    }

    ProfileDefect(Kind kind, String subject, String detail) {
        super(kind.words() + ": " + subject + " (" + detail + ")");
        this.kind = kind;
        this.subject = subject;
        this.detail = detail;
    }

    /** What is wrong. */
    public Kind kind() {
        return kind;
    }

    /** The file, endpoint, organisation, channel or contract that it is wrong with. */
    public String subject() {
        return subject;
    }

    /** What is known about it beyond that: a member, a date, or the peer's own words; may be empty. */
    public String detail() {
        return detail;
    }
}
