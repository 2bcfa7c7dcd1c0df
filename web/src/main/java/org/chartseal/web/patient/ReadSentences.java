package org.chartseal.web.patient;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.chartseal.domain.consent.AccessDecision.Basis;
import org.chartseal.domain.consent.ReadView;
import org.chartseal.web.page.Dates;
import org.chartseal.web.page.Words;

/** Reads of a record as a patient would tell them. */
@ApplicationScoped
public class ReadSentences {

    private final Words words;
    private final Dates dates;

    @Inject
    ReadSentences(Words words, Dates dates) {
        this.words = words;
        this.dates = dates;
    }

    /**
     * One read as a sentence, and what it rests on.
     *
     * @param unusual why it stands out, in words
     */
    public record Sentence(ReadView read, String who, String what, String why, List<String> unusual) {}

    /** The read in words. */
    public Sentence of(ReadView read) {
        String who = read.own() ? words.text("reads.you") : other(read);
        return new Sentence(
                read,
                who,
                what(read),
                why(read),
                read.context().unusual().stream()
                        .sorted()
                        .map(reason -> words.text("unusual." + reason.code()))
                        .toList());
    }

    private String other(ReadView read) {
        if (read.basis().equals(Basis.PROXY.code())) {
            return read.reader()
                    .map(name -> words.text("reads.acts", name))
                    .orElseGet(() -> words.text("reads.acting"));
        }
        String role = words.text("role." + read.role());
        return read.reader().map(name -> name + " (" + role + ")").orElse(role);
    }

    private String what(ReadView read) {
        String what = read.context()
                .recordName()
                .map(name -> words.text("reads.named", name))
                .orElseGet(() -> words.orElse("reads.what." + read.what(), words.text("category." + read.category())));
        return read.context()
                .recordAt()
                .map(at -> words.text("reads.of", what, dates.plainDay(at)))
                .orElse(what);
    }

    private String why(ReadView read) {
        if (!read.allowed()) {
            return words.orElse("reads.refused." + read.basis(), words.text("reads.refused"));
        }
        String basis = words.orElse("reads.basis." + read.basis(), words.text("purpose." + read.purpose()));
        return read.context()
                .visitAt()
                .map(visit -> words.text("reads.visit", dates.plainDay(visit)))
                .orElse(basis);
    }
}
