package org.chartseal.domain.care;

import jakarta.persistence.Embeddable;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chartseal.domain.shared.Refused;

/**
 * The sections of a consultation note; each may be empty while it is a draft.
 *
 * @param reason why the patient came
 * @param history what the patient tells
 * @param findings what was examined
 * @param assessment what the doctor makes of it
 * @param plan what happens next
 */
@Embeddable
public record NoteText(String reason, String history, String findings, String assessment, String plan) {

    /** Longest section. */
    public static final int LONGEST = 20_000;

    /** Characters that no document can hold. */
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}&&[^\n\t]]");

    /** Nothing written yet. */
    public static final NoteText EMPTY = new NoteText("", "", "", "", "");

    public NoteText {
        reason = tidy("reason", reason);
        history = tidy("history", history);
        findings = tidy("findings", findings);
        assessment = tidy("assessment", assessment);
        plan = tidy("plan", plan);
    }

    /** Whether nothing is written. */
    public boolean isEmpty() {
        return Stream.of(reason, history, findings, assessment, plan).allMatch(String::isEmpty);
    }

    /** Browsers send line ends as CR LF; one kind is kept so that the same words are the same bytes. */
    private static String tidy(String section, String text) {
        String lines = text.replace("\r\n", "\n").replace('\r', '\n');
        String tidy = CONTROLS.matcher(lines).replaceAll("").strip();
        if (tidy.length() > LONGEST) {
            throw Refused.because("text-too-long", Map.of("longest", LONGEST)).at(section);
        }
        return tidy;
    }
}
