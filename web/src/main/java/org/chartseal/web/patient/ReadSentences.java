package org.chartseal.web.patient;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.chartseal.domain.consent.ReadView;
import org.chartseal.web.page.Words;

/** Reads of a record as a patient would tell them. */
@ApplicationScoped
public class ReadSentences {

    private final Words words;

    @Inject
    ReadSentences(Words words) {
        this.words = words;
    }

    /** One read as a sentence, and what it rests on. */
    public record Sentence(ReadView read, String who, String what, String why) {}

    /** The read in words. */
    public Sentence of(ReadView read) {
        String role = words.text("role." + read.role());
        String who = read.own()
                ? words.text("reads.you")
                : read.reader().map(name -> name + " (" + role + ")").orElse(role);
        return new Sentence(read, who, what(read), why(read));
    }

    private String what(ReadView read) {
        return words.orElse("reads.what." + read.what(), words.text("category." + read.category()));
    }

    private String why(ReadView read) {
        if (!read.allowed()) {
            return words.orElse("reads.refused." + read.basis(), words.text("reads.refused"));
        }
        return words.orElse("reads.basis." + read.basis(), words.text("purpose." + read.purpose()));
    }
}
