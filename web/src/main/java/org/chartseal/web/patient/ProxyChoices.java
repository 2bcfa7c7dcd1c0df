package org.chartseal.web.patient;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Models;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chartseal.domain.consent.Permission.What;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.consent.Relationship;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Option;
import org.chartseal.web.page.Words;

/** What is chosen where someone is let act for a patient: which parts of the record, in which relationship, until when. */
@RequestScoped
public class ProxyChoices {

    @Inject
    private Words words;

    @Inject
    private Form form;

    @Inject
    private Models models;

    /** Puts before the page what can be chosen. */
    public void offer(Relationship... relationships) {
        models.put(
                "relationships",
                Arrays.stream(relationships)
                        .map(each -> new Option(each.code(), words.text("proxy.relationship." + each.code())))
                        .toList());
        models.put("ordinary", List.copyOf(RecordCategory.ordinary()));
        models.put(
                "sensitive",
                Arrays.stream(RecordCategory.values())
                        .filter(RecordCategory::sensitive)
                        .toList());
    }

    /** Which parts, by their codes; none says so at the field. Whose record it is is always among them. */
    public Optional<What> what(List<String> codes) {
        Set<RecordCategory> categories = codes.stream()
                .map(RecordCategory::ofCode)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        try {
            return Optional.of(What.of(categories));
        } catch (Refused refused) {
            form.add(refused);
            return Optional.empty();
        }
    }

    /** The relationship of that code; none says so at the field. */
    public Optional<Relationship> relationship(String code) {
        Optional<Relationship> relationship = Relationship.ofCode(code);
        if (relationship.isEmpty()) {
            form.add("relationship", "proxy.relationship-missing");
        }
        return relationship;
    }

    /** A day as a form sends it. */
    public static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text.strip()));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
