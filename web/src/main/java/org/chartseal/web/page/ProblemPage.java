package org.chartseal.web.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what went wrong and what to do now, in the portal's look; to a part of a page as a message for its top. */
@ApplicationScoped
public class ProblemPage {

    /** Request attribute with a key of texts that is more to the point than the status. */
    public static final String REASON = ProblemPage.class.getName() + ".reason";

    private final Pages pages;
    private final Words words;

    @Inject
    ProblemPage(Pages pages, Words words) {
        this.pages = pages;
        this.words = words;
    }

    /**
     * A problem in words.
     *
     * @param title what happened
     * @param advice what to do now
     * @param reference under which the log has more, or nothing
     */
    public record Problem(
            int status,
            String title,
            String advice,
            @Nullable String reference) {}

    /** The problem that this status stands for, or the reason that a filter left in the request. */
    public Problem of(int status, HttpServletRequest request, @Nullable String reference) {
        Object reason = request.getAttribute(REASON);
        String key = "problem." + (reason == null ? status : reason);
        String known = words.has(key + ".title") ? key : "problem." + (status < 500 ? "4xx" : "500");
        return new Problem(status, words.text(known + ".title"), words.text(known + ".advice"), reference);
    }

    /** The whole page, or only its message where a script asked for a part of a page. */
    public String render(Problem problem, HttpServletRequest request, HttpServletResponse response) {
        return pages.render(
                forPart(request) ? "problem/message" : "problem/page", Map.of("problem", problem), request, response);
    }

    /** Whether a script asked for a part of a page. */
    static boolean forPart(HttpServletRequest request) {
        return request.getHeader("HX-Request") != null && request.getHeader("HX-Boosted") == null;
    }
}
