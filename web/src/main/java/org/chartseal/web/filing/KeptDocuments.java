package org.chartseal.web.filing;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.Optional;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Words;

/** What was typed beside a file that was sent, in the person's session, so that nothing of it is lost until it is filed or signed. */
@RequestScoped
public class KeptDocuments {

    private final HttpServletRequest request;
    private final Words words;
    private final Form form;

    @Inject
    KeptDocuments(HttpServletRequest request, Words words, Form form) {
        this.request = request;
        this.words = words;
        this.form = form;
    }

    /**
     * What was typed.
     *
     * @param file another file that was kept for an amendment; empty for none
     * @param field at which something is wrong
     * @param problem what; empty when nothing is
     */
    public record Kept(TypedDocument typed, String file, String field, String problem) implements Serializable {

        private static final long serialVersionUID = 1L;
    }

    /** Keeps what was accepted so far. */
    void keep(String page, TypedDocument typed, String file) {
        put(page, new Kept(typed, file, "", ""));
    }

    /** Keeps what was refused, and why. */
    void keep(String page, TypedDocument typed, Refused refused) {
        put(page, new Kept(typed, "", refused.field(), words.text(refused)));
    }

    private void put(String page, Kept kept) {
        request.getSession().setAttribute(name(page), kept);
    }

    /** What was kept for that page; what was refused is shown once, with what was wrong with it. */
    Optional<Kept> find(String page) {
        Optional<Kept> found = Optional.ofNullable(request.getSession(false))
                .map(session -> session.getAttribute(name(page)))
                .map(Kept.class::cast);
        found.filter(kept -> !kept.problem().isEmpty()).ifPresent(kept -> {
            form.say(kept.field(), kept.problem());
            drop(page);
        });
        return found;
    }

    /** It is done. */
    void drop(String page) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.removeAttribute(name(page));
        }
    }

    private static String name(String page) {
        return KeptDocuments.class.getName() + " " + page;
    }
}
