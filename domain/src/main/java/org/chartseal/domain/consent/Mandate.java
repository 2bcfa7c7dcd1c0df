package org.chartseal.domain.consent;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** On what someone acts for a patient: in which relationship, and who of the hospital saw which document, if someone did. */
@Embeddable
public class Mandate {

    private String relationship;

    @Column(name = "confirmed_by")
    private @Nullable String confirmedBy;

    @Column(name = "document_kind")
    private @Nullable String documentKind;

    @Column(name = "document_reference")
    private @Nullable String documentReference;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected Mandate() {}

    private Mandate(Relationship relationship, Optional<Confirmed> confirmed) {
        this.relationship = relationship.code();
        this.confirmedBy = confirmed.map(each -> each.by().name()).orElse(null);
        this.documentKind = confirmed.map(each -> each.document().kind().code()).orElse(null);
        this.documentReference =
                confirmed.map(each -> each.document().reference()).orElse(null);
    }

    /** What the patient says themselves. */
    static Mandate byPatient(Relationship relationship) {
        return new Mandate(relationship, Optional.empty());
    }

    /** What the document says that the hospital was shown. */
    static Mandate byDocument(Relationship relationship, Document document, Account seenBy) {
        return new Mandate(relationship, Optional.of(new Confirmed(seenBy, document)));
    }

    /** What kind of document shows who may act for a minor. */
    public enum DocumentKind {
        BIRTH_CERTIFICATE,
        ADOPTION_PAPERS,
        COURT_ORDER,
        GUARDIANSHIP_CERTIFICATE;

        /** As it stands in the database and in message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The kind of that code. */
        public static Optional<DocumentKind> ofCode(String code) {
            return Arrays.stream(values())
                    .filter(each -> each.code().equals(code))
                    .findFirst();
        }
    }

    /**
     * A document.
     *
     * @param reference its number, or court and file number, not blank
     */
    public record Document(DocumentKind kind, String reference) {

        public Document {
            reference = reference.strip();
            if (reference.isEmpty()) {
                throw Refused.because("proxy-document-missing").at("reference");
            }
        }
    }

    /** Who saw it. */
    public record Confirmed(Account by, Document document) {}

    public Relationship relationship() {
        return Relationship.valueOf(relationship.toUpperCase(Locale.ROOT));
    }

    /** Who saw which document; nothing where the patient named the person themselves. */
    public Optional<Confirmed> confirmed() {
        if (confirmedBy == null || documentKind == null || documentReference == null) {
            return Optional.empty();
        }
        return Optional.of(new Confirmed(
                new Account(confirmedBy),
                new Document(DocumentKind.ofCode(documentKind).orElseThrow(), documentReference)));
    }
}
