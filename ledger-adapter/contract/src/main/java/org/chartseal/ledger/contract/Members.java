package org.chartseal.ledger.contract;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.json.JSONArray;
import org.json.JSONObject;

/**
 * The members of a JSON object, each read by its pattern. There are exactly the expected ones: what has no pattern has no
 * place on the ledger, so that nothing personal slips in.
 */
final class Members {

    static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{4,400}={0,2}");
    /** As BASE64, of a bare signature; or a passkey's. */
    static final Pattern SIGNATURE = Pattern.compile(BASE64.pattern() + "|" + WebAuthnAssertion.TEXT);

    static final Pattern SEAL_ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.[1-9][0-9]{0,8}");

    private static final Pattern MOMENT =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z");
    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final JSONObject members;
    private final RefusalCode code;
    private final String about;

    private Members(JSONObject members, RefusalCode code, String about) {
        this.members = members;
        this.code = code;
        this.about = about;
    }

    /** Takes an object that has all required members and none but these and the optional ones. */
    static Members of(JSONObject object, Set<String> required, Set<String> optional, RefusalCode code, String about) {
        Members members = new Members(object, code, about);
        members.require(object.keySet().containsAll(required));
        members.require(object.keySet().stream().allMatch(name -> required.contains(name) || optional.contains(name)));
        return members;
    }

    /** Three fraction digits, always, so that one moment has one text. */
    static String text(Instant moment) {
        return MILLISECONDS.format(moment);
    }

    String text(String name, Pattern pattern) {
        return matching(members.opt(name), pattern);
    }

    String text(String name, int longest) {
        require(members.opt(name) instanceof String text && text.length() <= longest);
        return members.getString(name);
    }

    boolean has(String name) {
        return members.has(name);
    }

    JSONObject object(String name) {
        require(members.opt(name) instanceof JSONObject);
        return members.getJSONObject(name);
    }

    Optional<String> optionalText(String name, Pattern pattern) {
        return has(name) ? Optional.of(text(name, pattern)) : Optional.empty();
    }

    Optional<JSONObject> optionalObject(String name) {
        require(!members.has(name) || members.opt(name) instanceof JSONObject);
        return Optional.ofNullable(members.optJSONObject(name));
    }

    void literal(String name, String expected) {
        require(expected.equals(members.opt(name)));
    }

    /** A whole number from 1 to 999,999,999. */
    int ordinal(String name) {
        require(members.opt(name) instanceof Integer number && number >= 1 && number <= 999_999_999);
        return members.getInt(name);
    }

    Instant moment(String name) {
        String text = text(name, MOMENT);
        try {
            Instant moment = Instant.parse(text);
            require(text(moment).equals(text));
            return moment;
        } catch (DateTimeException noSuchMoment) {
            throw refusal(noSuchMoment);
        }
    }

    List<String> texts(String name, Pattern pattern, int most) {
        require(members.opt(name) instanceof JSONArray array && array.length() <= most);
        List<String> texts = new ArrayList<>();
        for (Object item : members.getJSONArray(name)) {
            texts.add(matching(item, pattern));
        }
        return texts;
    }

    private String matching(Object value, Pattern pattern) {
        if (value instanceof String text && pattern.matcher(text).matches()) {
            return text;
        }
        throw new Refusal(code, about);
    }

    private void require(boolean holds) {
        if (!holds) {
            throw new Refusal(code, about);
        }
    }

    private Refusal refusal(Exception cause) {
        Refusal refusal = new Refusal(code, about);
        refusal.addSuppressed(cause);
        return refusal;
    }
}
