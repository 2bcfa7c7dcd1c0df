package org.chartseal.web.page;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the next page says about what was just done, for example "Booked 10:30 with Dr. Osei". Said once. */
@RequestScoped
@Named("notices")
public class Notices {

    private static final String ATTRIBUTE = Notices.class.getName();

    private final HttpServletRequest request;
    private final Words words;

    @Inject
    Notices(HttpServletRequest request, Words words) {
        this.request = request;
        this.words = words;
    }

    /**
     * One notice.
     *
     * @param text what was done
     * @param undo address to which undoing is posted, or nothing
     */
    public record Notice(String text, @Nullable String undo) implements Serializable {}

    /** Has the next page say the text of that key. */
    public void say(String key, Object... values) {
        add(new Notice(words.text(key, values), null));
    }

    /** Has the next page say the text of that key, with a button that posts to the address to undo it. */
    public void sayWithUndo(String undo, String key, Object... values) {
        add(new Notice(words.text(key, values), undo));
    }

    /** What is to be said now; it is not said again. */
    public List<Notice> take() {
        HttpSession session = request.getSession(false);
        if (session == null) {
            return List.of();
        }
        Object waiting = session.getAttribute(ATTRIBUTE);
        session.removeAttribute(ATTRIBUTE);
        return waiting instanceof Notice[] notices ? List.of(notices) : List.of();
    }

    private void add(Notice notice) {
        List<Notice> notices = new ArrayList<>(take());
        notices.add(notice);
        request.getSession().setAttribute(ATTRIBUTE, notices.toArray(Notice[]::new));
    }
}
