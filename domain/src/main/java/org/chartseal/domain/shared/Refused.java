package org.chartseal.domain.shared;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A rule says no. The code names the rule and is the key of its words in the message files ({@code refused.<code>});
 * the facts fill its placeholders.
 */
public final class Refused extends ChartsealException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String field;
    private final TreeMap<String, Serializable> facts;

    private Refused(String code, String field, Map<String, ? extends Serializable> facts, @Nullable Throwable cause) {
        super(facts.isEmpty() ? code : code + " " + facts, cause);
        this.code = code;
        this.field = field;
        this.facts = new TreeMap<>(facts);
    }

    /** Refused by the rule of that code, for example {@code slot-taken}. */
    public static Refused because(String code) {
        return new Refused(code, "", Map.of(), null);
    }

    /** Refused by the rule of that code, with the facts that its words name. */
    public static Refused because(String code, Map<String, ? extends Serializable> facts) {
        return new Refused(code, "", facts, null);
    }

    /** The same refusal, blamed on one input field so that a page shows it there. */
    public Refused at(String inputField) {
        return new Refused(code, inputField, facts, getCause());
    }

    /** The same refusal, with the foreign exception that made it known. */
    public Refused causedBy(Throwable cause) {
        return new Refused(code, field, facts, cause);
    }

    /** Which rule said no. */
    public String code() {
        return code;
    }

    /** The input field that caused it, or an empty text when it is about the whole. */
    public String field() {
        return field;
    }

    /** What the words for this refusal name, by placeholder. */
    public Map<String, Serializable> facts() {
        return Map.copyOf(facts);
    }
}
