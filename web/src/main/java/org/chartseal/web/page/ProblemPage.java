package org.chartseal.web.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says what went wrong and what to do now, in the portal's look; to a part of a page as a message for its top. */
@ApplicationScoped
public class ProblemPage {

    /** Request attribute with a key of texts that is more to the point than the status. */
    public static final String REASON = ProblemPage.class.getName() + ".reason";

    private static final Set<String> CLOSED = Set.of("access-not-granted", "access-not-on-ledger-yet");
    private static final Pattern RECORD = Pattern.compile("^/patients/([0-9a-f-]{36})/");

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

    /**
     * A form that met a part that is away, to be sent again as it was.
     *
     * @param action to which it is posted
     */
    public record Unsent(String action, List<Field> fields) {

        public Unsent {
            fields = List.copyOf(fields);
        }

        /** One value of the form. */
        public record Field(String name, String value) {}
    }

    /** The whole page, or only its message where a script asked for a part of a page. */
    public String render(Problem problem, HttpServletRequest request, HttpServletResponse response) {
        Map<String, Object> models = new HashMap<>();
        models.put("problem", problem);
        unsent(problem, request).ifPresent(form -> models.put("unsent", form));
        closed(request).ifPresent(patient -> {
            models.put("emergency", "/doctor/emergency/patients/" + patient);
            models.put("ask", "/doctor/requests?closed=" + patient);
        });
        return pages.render(forPart(request) ? "problem/message" : "problem/page", models, request, response);
    }

    /** Whose record just refused a doctor, who may ask the patient, or open it in an emergency. Nobody's is treated alike. */
    private static Optional<String> closed(HttpServletRequest request) {
        Matcher record = RECORD.matcher(request.getRequestURI());
        return CLOSED.contains(String.valueOf(request.getAttribute(REASON))) && record.find()
                ? Optional.of(record.group(1))
                : Optional.empty();
    }

    /** Files are not kept: they would have to be sent to the browser and back. */
    private static Optional<Unsent> unsent(Problem problem, HttpServletRequest request) {
        String type = request.getContentType();
        if (problem.status() != HttpServletResponse.SC_SERVICE_UNAVAILABLE
                || !"POST".equals(request.getMethod())
                || type == null
                || !type.startsWith(MediaType.APPLICATION_FORM_URLENCODED)) {
            return Optional.empty();
        }
        List<Unsent.Field> fields = new ArrayList<>();
        request.getParameterMap().forEach((name, values) -> {
            if (!name.equals(PostedForms.FIELD)) {
                Arrays.stream(values)
                        .map(value -> new Unsent.Field(name, value))
                        .forEach(fields::add);
            }
        });
        return Optional.of(new Unsent(request.getRequestURI(), fields));
    }

    /** Whether a script asked for a part of a page. */
    static boolean forPart(HttpServletRequest request) {
        return request.getHeader("HX-Request") != null && request.getHeader("HX-Boosted") == null;
    }
}
