package org.chartseal.web.passkeys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.chartseal.domain.passkeys.PostedForm;
import org.chartseal.domain.passkeys.PostedForm.Presented;
import org.chartseal.domain.passkeys.QuestionId;
import org.chartseal.web.page.PostedForms;

/** Finds the form of a request, and what a passkey answered to an earlier post of it. A job posts none. */
@ApplicationScoped
public class HttpForms implements PostedForm.Source {

    /** Name of the field with the question that the passkey answered. */
    static final String QUESTION = "signatureQuestion";

    /** Name of the field with its answer. */
    static final String ANSWER = "signatureAnswer";

    private static final String FORM = HttpForms.class.getName() + ".form";
    private static final String ADDRESS = HttpForms.class.getName() + ".address";
    private static final Set<String> BESIDE_THE_FORM = Set.of(PostedForms.FIELD, QUESTION, ANSWER);

    private final HttpServletRequest request;

    @Inject
    HttpForms(HttpServletRequest request) {
        this.request = request;
    }

    /** A field of the form, with one of its values. */
    public record Field(String name, String value) {}

    @Override
    public PostedForm current() {
        try {
            if (request.getAttribute(FORM) instanceof PostedForm known) {
                return known;
            }
            PostedForm form = read();
            request.setAttribute(FORM, form);
            return form;
        } catch (ContextNotActiveException | IllegalStateException job) {
            return PostedForm.none();
        }
    }

    /**
     * What is signed from here on is posted again to that path: a step before it is done already. It has to be said before
     * anything is signed.
     */
    public void goOnAt(String path) {
        request.setAttribute(ADDRESS, path);
    }

    /** Where the form is posted again. */
    String address() {
        return request.getAttribute(ADDRESS) instanceof String path ? path : request.getRequestURI();
    }

    /** All that was filled in, by name and in order. */
    List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        new TreeMap<>(request.getParameterMap()).forEach((name, values) -> {
            if (!BESIDE_THE_FORM.contains(name)) {
                Arrays.stream(values).map(value -> new Field(name, value)).forEach(fields::add);
            }
        });
        return fields;
    }

    private PostedForm read() {
        String answer = request.getParameter(ANSWER);
        String question = request.getParameter(QUESTION);
        Optional<Presented> presented = answer == null || answer.isBlank() || question == null
                ? Optional.empty()
                : Optional.of(new Presented(QuestionId.parse(question), answer));
        return new PostedForm(fingerprint(), presented);
    }

    private String fingerprint() {
        JsonArrayBuilder all = Json.createArrayBuilder().add(address());
        fields().forEach(field -> all.add(field.name()).add(field.value()));
        byte[] text = all.build().toString().getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
