package org.chartseal.web.filing;

import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Objects;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.filing.Description;
import org.chartseal.domain.filing.DocumentKind;
import org.chartseal.domain.filing.Filing;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.Refused;

/**
 * What a doctor typed about a document, as it was typed.
 *
 * @param reason of an amendment
 */
public record TypedDocument(String kind, String title, String dated, String category, String note, String reason)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Nothing yet. */
    static TypedDocument empty(LocalDate today) {
        return new TypedDocument(
                DocumentKind.OTHER.code(), "", today.toString(), RecordCategory.DOCUMENTS.code(), "", "");
    }

    /** As it is said now. */
    static TypedDocument of(Description said, RecordCategory category) {
        return new TypedDocument(
                said.kind().code(), said.title(), said.dated().toString(), category.code(), said.note(), "");
    }

    /** As a form sends it. */
    static TypedDocument of(HttpServletRequest request) {
        return new TypedDocument(
                field(request, "kind"),
                field(request, "title"),
                field(request, "dated"),
                field(request, "category"),
                field(request, "note"),
                field(request, "reason"));
    }

    private static String field(HttpServletRequest request, String name) {
        return Objects.requireNonNullElse(request.getParameter(name), "");
    }

    /**
     * What it says.
     *
     * @throws Refused {@code document-kind-unknown}, {@code document-title-missing}, {@code document-date-wrong} or {@code text-too-long}
     */
    Description description() {
        return new Description(DocumentKind.ofCode(kind), title, day(), note);
    }

    /**
     * What is to be filed for that patient.
     *
     * @throws Refused as for the description, or {@code document-category-unknown}
     */
    Filing filing(PatientId patient) {
        return new Filing(
                patient,
                RecordCategory.ofCode(category)
                        .orElseThrow(() ->
                                Refused.because("document-category-unknown").at("category")),
                description());
    }

    /** Insists on the reason of an amendment. */
    void requireReason() {
        if (reason.isBlank()) {
            throw Refused.because("document-needs-reason").at("reason");
        }
    }

    private LocalDate day() {
        try {
            return LocalDate.parse(dated.strip());
        } catch (DateTimeException noDay) {
            throw Refused.because("document-date-wrong").at("dated").causedBy(noDay);
        }
    }
}
