package org.chartseal.ledger.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.erdtman.jcs.JsonCanonicalizer;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/** RFC 8785 texts, written and read. Reading refuses whatever is not canonical, so that one content has one text. */
final class CanonicalJson {

    private static final int MAX_DEPTH = 8;

    private CanonicalJson() {}

    static String write(JSONObject members) {
        return canonical(members.toString());
    }

    static String write(JSONArray items) {
        return canonical(items.toString());
    }

    /**
     * Reads a canonical text.
     *
     * @throws Refusal with the code
     */
    static JSONObject read(String text, RefusalCode code, String about) {
        JSONObject object = parse(text, code, about);
        try {
            if (new JsonCanonicalizer(text).getEncodedString().equals(text)) {
                return object;
            }
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException malformed) {
            throw refusal(code, about, malformed);
        }
        throw new Refusal(code, about);
    }

    /**
     * Reads a text that the caller compares with the one canonical text of what it read.
     *
     * @throws Refusal with the code
     */
    static JSONObject parse(String text, RefusalCode code, String about) {
        if (tooDeep(text)) {
            throw new Refusal(code, about);
        }
        try {
            return new JSONObject(text);
        } catch (JSONException malformed) {
            throw refusal(code, about, malformed);
        }
    }

    /** The text as it stands in a canonical text, with its quotation marks. */
    static String quoted(String text) {
        String array = write(new JSONArray().put(text));
        return array.substring(1, array.length() - 1);
    }

    /** Reads what this contract wrote itself. */
    static JSONObject readOwn(String text) {
        return new JSONObject(text);
    }

    private static Refusal refusal(RefusalCode code, String about, Exception cause) {
        Refusal refusal = new Refusal(code, about);
        refusal.addSuppressed(cause);
        return refusal;
    }

    private static String canonical(String json) {
        try {
            return new JsonCanonicalizer(json).getEncodedString();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Counts brackets, those in texts included: nothing that the contract takes comes near the limit. */
    private static boolean tooDeep(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            }
            if (depth > MAX_DEPTH) {
                return true;
            }
        }
        return false;
    }
}
