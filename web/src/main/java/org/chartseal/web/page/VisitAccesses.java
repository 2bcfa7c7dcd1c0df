package org.chartseal.web.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.chartseal.domain.scheduling.VisitAccess;

/** What a booking can give to read, as choices of a form. */
@ApplicationScoped
public class VisitAccesses {

    private final Words words;

    @Inject
    VisitAccesses(Words words) {
        this.words = words;
    }

    /** The choices; the keys of their words are the given one, a dot, and {@code days}, {@code visit} or {@code none}. */
    public List<Option> options(String key) {
        return VisitAccess.offered().stream()
                .map(access -> new Option(access.code(), label(key, access)))
                .toList();
    }

    private String label(String key, VisitAccess access) {
        return access.daysAfter()
                .map(days -> days == 0 ? words.text(key + ".visit") : words.text(key + ".days", days))
                .orElseGet(() -> words.text(key + ".none"));
    }
}
