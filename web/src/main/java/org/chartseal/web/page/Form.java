package org.chartseal.web.page;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/**
 * The form of this request: what was typed, and what is wrong with it. A page that is shown again after a refusal keeps
 * what was typed, sums up what is wrong at the top, and says it at the field.
 *
 * <p>In a controller: {@code try { … } catch (Refused refused) { return form.again(refused, "reception/register"); }}.
 * In its template: {@code fragments/form}.
 */
@RequestScoped
@Named("form")
public class Form {

    private static final int UNPROCESSABLE = 422;

    private final HttpServletRequest request;
    private final Words words;
    private final List<Problem> problems = new ArrayList<>();

    @Inject
    Form(HttpServletRequest request, Words words) {
        this.request = request;
        this.words = words;
    }

    /**
     * One thing that is wrong.
     *
     * @param field that it is about, or an empty text when it is about the whole
     * @param text what to do about it
     */
    public record Problem(String field, String text) {}

    /** Shows the view again, with the refusal and all that was typed. */
    public Response again(Refused refused, String view) {
        add(refused);
        return again(view);
    }

    /** Shows the view again, with the problems added so far and all that was typed. */
    public Response again(String view) {
        return Response.status(UNPROCESSABLE).entity(view).build();
    }

    /** Adds a refusal, at the field that it names. */
    public void add(Refused refused) {
        problems.add(new Problem(refused.field(), words.text(refused)));
    }

    /** Adds a problem at a field, by the key of its text. */
    public void add(String field, String key, Object... values) {
        problems.add(new Problem(field, words.text(key, values)));
    }

    /** Adds a problem at a field, in words that an earlier request has found for it. */
    public void say(String field, String text) {
        problems.add(new Problem(field, text));
    }

    /** Everything that is wrong, in order. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Whether something is wrong. */
    public boolean wrong() {
        return !problems.isEmpty();
    }

    /** What is wrong with one field, or nothing. */
    public @Nullable String problem(String field) {
        Optional<Problem> first =
                problems.stream().filter(each -> each.field().equals(field)).findFirst();
        return first.map(Problem::text).orElse(null);
    }

    /** What stands in a field: what was typed, or else what the page offers. */
    public String value(String field, @Nullable Object offered) {
        String typed = posted() ? request.getParameter(field) : null;
        if (typed != null) {
            return typed;
        }
        return offered == null ? "" : offered.toString();
    }

    /** Whether a box or an option is chosen: as it was sent, or else as the page offers. */
    public boolean chosen(String field, Object value, @Nullable Object offered) {
        if (posted()) {
            String[] sent = request.getParameterValues(field);
            return sent != null && Arrays.asList(sent).contains(value.toString());
        }
        return offered != null && offered.toString().equals(value.toString());
    }

    private boolean posted() {
        return "POST".equals(request.getMethod());
    }
}
