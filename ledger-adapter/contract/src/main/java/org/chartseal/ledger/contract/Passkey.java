package org.chartseal.ledger.contract;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.json.JSONArray;
import org.json.JSONObject;

/**
 * What makes a key a passkey: it signs only in the browser of its owner, for one relying party, from pages of these origins.
 *
 * @param relyingParty a domain, as W3C Web Authentication has it for {@code rp.id}
 * @param origins sorted, each once; their hosts are the relying party or belong to it
 */
record Passkey(String relyingParty, List<String> origins) {

    private static final int MOST_ORIGINS = 8;
    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,62})(\\.[a-z0-9]([a-z0-9-]{0,62})){0,32}");
    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.-]{1,253}(:[1-9][0-9]{0,4})?");

    Passkey {
        origins = List.copyOf(origins);
    }

    /**
     * Reads the member {@code passkey} of what someone wants registered.
     *
     * @throws Refusal {@link RefusalCode#PASSKEY_INVALID}
     */
    static Passkey read(JSONObject object) {
        Members members =
                Members.of(object, Set.of("origins", "relyingParty"), Set.of(), RefusalCode.PASSKEY_INVALID, "");
        Passkey passkey =
                new Passkey(members.text("relyingParty", DOMAIN), members.texts("origins", ORIGIN, MOST_ORIGINS));
        if (!passkey.hasTheForm()) {
            throw new Refusal(RefusalCode.PASSKEY_INVALID);
        }
        return passkey;
    }

    static Passkey readOwn(JSONObject object) {
        List<String> origins = object.getJSONArray("origins").toList().stream()
                .map(String::valueOf)
                .toList();
        return new Passkey(object.getString("relyingParty"), origins);
    }

    JSONObject json() {
        return new JSONObject().put("origins", new JSONArray(origins)).put("relyingParty", relyingParty);
    }

    private boolean hasTheForm() {
        boolean sorted = origins.equals(origins.stream().sorted().distinct().toList());
        return !origins.isEmpty() && sorted && origins.stream().allMatch(this::belongs);
    }

    /** Browsers hand passkeys to pages that came encrypted, and to those of their own machine. */
    private boolean belongs(String origin) {
        try {
            URI address = new URI(origin);
            String host = address.getHost();
            return host != null
                    && (host.equals(relyingParty) || host.endsWith("." + relyingParty))
                    && ("https".equals(address.getScheme()) || host.equals("localhost"));
        } catch (URISyntaxException notAnOrigin) {
            return false;
        }
    }
}
