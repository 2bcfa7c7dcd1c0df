package org.chartseal.web.patient;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.chartseal.domain.prescribing.ReadPrescriptions.View;
import org.chartseal.domain.prescribing.Regimen;
import org.chartseal.web.page.Words;

/** Prescriptions as one would explain them across a counter. */
@ApplicationScoped
public class PlainPrescriptions {

    private final Words words;

    @Inject
    PlainPrescriptions(Words words) {
        this.words = words;
    }

    /**
     * A prescription in plain words.
     *
     * @param sentence how to take it, for example "1 tablet by mouth, twice a day, for 10 days"
     */
    public record Line(View view, String sentence) {}

    /** All of them. */
    public List<Line> of(List<View> views) {
        return views.stream().map(this::of).toList();
    }

    /** One of them. */
    public Line of(View view) {
        return new Line(view, sentence(view.regimen()));
    }

    private String sentence(Regimen regimen) {
        List<String> parts = new ArrayList<>();
        boolean several = regimen.dose().value().compareTo(BigDecimal.ONE) > 0;
        parts.add(words.text(
                "plain.dose",
                regimen.dose().amount(),
                words.unit(regimen.dose().unitText(), several),
                words.text("plain.route." + regimen.route().code())));
        parts.add(words.text("plain.frequency." + regimen.frequency().code()));
        regimen.days().ifPresent(days -> parts.add(words.text("plain.days", days)));
        return String.join(", ", parts);
    }
}
