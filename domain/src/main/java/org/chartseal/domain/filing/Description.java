package org.chartseal.domain.filing;

import java.time.LocalDate;
import java.util.Map;
import java.util.regex.Pattern;
import org.chartseal.domain.shared.Refused;

/**
 * What a doctor says of a document.
 *
 * @param title as it stands in lists
 * @param dated the day that stands on the document
 * @param note what there is to say beside it; may be empty
 */
public record Description(DocumentKind kind, String title, LocalDate dated, String note) {

    public static final int LONGEST_TITLE = 200;
    public static final int LONGEST_NOTE = 4_000;

    /** The first day that a document may be of. */
    public static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);

    /** Characters that no document can hold. */
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}&&[^\n\t]]");

    public Description {
        title = tidy(title).replace('\n', ' ');
        note = tidy(note);
        if (title.isEmpty()) {
            throw Refused.because("document-title-missing").at("title");
        }
        requireShort("title", title, LONGEST_TITLE);
        requireShort("note", note, LONGEST_NOTE);
        if (dated.isBefore(EARLIEST)) {
            throw wrongDate();
        }
    }

    /**
     * Insists that the document is not of a day to come.
     *
     * @throws Refused {@code document-date-wrong}
     */
    void requireNotAfter(LocalDate today) {
        if (dated.isAfter(today)) {
            throw wrongDate();
        }
    }

    private static Refused wrongDate() {
        return Refused.because("document-date-wrong").at("dated");
    }

    private static void requireShort(String field, String text, int longest) {
        if (text.length() > longest) {
            throw Refused.because("text-too-long", Map.of("longest", longest)).at(field);
        }
    }

    /** One kind of line end, and no characters that a FHIR text cannot hold. */
    private static String tidy(String text) {
        String lines = text.replace("\r\n", "\n").replace('\r', '\n');
        return CONTROLS.matcher(lines).replaceAll("").strip();
    }
}
