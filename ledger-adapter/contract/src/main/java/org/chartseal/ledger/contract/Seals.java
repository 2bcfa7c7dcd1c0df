package org.chartseal.ledger.contract;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.json.JSONArray;
import org.json.JSONObject;

/**
 * Anchoring. What counts is when the author signed, since anchoring may come late: the licence must have run and no
 * suspension held at {@code signedAt}, which may not lie after the transaction by more than the tolerance. So what was
 * signed before a suspension can still be anchored after it. The ledger cannot know whether an author set the time back.
 */
final class Seals {

    /** A seal's place in the chain of its record: what a later version must fit. */
    private record Link(String commitment, String organisation) {}

    /** An author whose key was read once for the batch. */
    private record Author(PractitionerState state, RegisteredKey.Verifier key, String thumbprint) {}

    private final LedgerState ledger;
    private final Practitioners practitioners;
    /** How the canonical text of each seal that this transaction writes ends. */
    private final String provenance;

    private final Map<String, Author> authors = new HashMap<>();
    /** What stood when the transaction began, of that which it asks for, and what it adds. */
    private final Map<String, Link> links = new HashMap<>();

    private final Map<String, String> written = new LinkedHashMap<>();

    Seals(LedgerState ledger) {
        this.ledger = ledger;
        this.practitioners = new Practitioners(ledger);
        this.provenance = ",\"organisation\":" + CanonicalJson.quoted(ledger.organisation()) + ",\"transaction\":"
                + CanonicalJson.quoted(ledger.transaction()) + "}";
    }

    /** Anchors all of them or, refusing, none. Versions of one record come in order. */
    JSONObject anchor(String argument) {
        Map<SealHeader, SignedText> seals =
                read(items(CanonicalJson.parse(argument, RefusalCode.ARGUMENT_MALFORMED, "")));
        if (!argument(seals.values()).equals(argument)) {
            throw new Refusal(RefusalCode.ARGUMENT_MALFORMED);
        }
        findLinks(seals.keySet());
        List<String> anchored = new ArrayList<>();
        List<String> unchanged = new ArrayList<>();
        seals.forEach((header, signed) -> (anchor(header, signed) ? anchored : unchanged).add(header.seal()));
        if (!anchored.isEmpty()) {
            ledger.putAll(written);
            ledger.event(LedgerNames.SEALS_ANCHORED, new JSONObject().put("seals", anchored));
        }
        return new JSONObject().put("anchored", anchored).put("unchanged", unchanged);
    }

    /** In the order in which they came. */
    private static Map<SealHeader, SignedText> read(JSONArray items) {
        Map<SealHeader, SignedText> seals = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < items.length(); i++) {
            String about = "#" + (i + 1);
            SignedText signed = signedText(items, i, about);
            SealHeader header = SealHeader.read(signed.text(), about);
            if (!seen.add(header.seal())) {
                throw new Refusal(RefusalCode.SEAL_DUPLICATE, header.seal());
            }
            seals.put(header, signed);
        }
        return seals;
    }

    /** The one argument (RFC 8785) that brings these. */
    private static String argument(Collection<SignedText> seals) {
        return seals.stream().map(Seals::json).collect(joining(",", "{\"seals\":[", "]}"));
    }

    /** Canonical, since a signature and the text of a header have nothing to escape but quotation marks. */
    private static String json(SignedText signed) {
        return "{\"signature\":\"" + signed.signature() + "\",\"text\":\""
                + signed.text().replace("\"", "\\\"") + "\"}";
    }

    private void findLinks(Set<SealHeader> headers) {
        Set<String> keys = new LinkedHashSet<>();
        for (SealHeader header : headers) {
            keys.add(LedgerNames.sealKey(header.seal()));
            if (header.version() > 1) {
                keys.add(LedgerNames.sealKey(header.sealBefore()));
            }
        }
        ledger.findAll(keys).forEach((key, state) -> links.put(key, link(state)));
    }

    private static JSONArray items(JSONObject argument) {
        Members.of(argument, Set.of("seals"), Set.of(), RefusalCode.ARGUMENT_MALFORMED, "");
        JSONArray items = argument.optJSONArray("seals");
        if (items == null) {
            throw new Refusal(RefusalCode.ARGUMENT_MALFORMED);
        }
        if (items.isEmpty()) {
            throw new Refusal(RefusalCode.BATCH_EMPTY);
        }
        if (items.length() > LedgerNames.MAX_BATCH) {
            throw new Refusal(RefusalCode.BATCH_TOO_LARGE);
        }
        return items;
    }

    private static SignedText signedText(JSONArray items, int index, String about) {
        if (items.opt(index) instanceof JSONObject item) {
            return SignedText.read(item, about);
        }
        throw new Refusal(RefusalCode.ARGUMENT_MALFORMED, about);
    }

    /** Answers whether the seal is new. */
    private boolean anchor(SealHeader header, SignedText signed) {
        String key = LedgerNames.sealKey(header.seal());
        Link standing = links.get(key);
        if (standing != null) {
            if (!standing.commitment().equals(header.commitment())) {
                throw new Refusal(RefusalCode.SEAL_CONFLICT, header.seal());
            }
            return false;
        }
        checkAuthor(header, signed);
        checkChain(header);
        written.put(key, "{\"header\":" + json(signed) + provenance);
        links.put(key, new Link(header.commitment(), ledger.organisation()));
        return true;
    }

    private void checkAuthor(SealHeader header, SignedText signed) {
        Author author = authors.computeIfAbsent(header.author(), id -> author(id, header.seal()));
        require(author.state().organisation().equals(ledger.organisation()), RefusalCode.ORGANISATION_MISMATCH, header);
        require(author.thumbprint().equals(header.key()), RefusalCode.KEY_MISMATCH, header);
        author.state().refusalOf(header.signedAt(), ledger.time()).ifPresent(code -> require(false, code, header));
        require(author.key().verifies(signed), RefusalCode.SIGNATURE_INVALID, header);
    }

    private void checkChain(SealHeader header) {
        if (header.version() == 1) {
            require(header.previous().isEmpty(), RefusalCode.PREVIOUS_MISMATCH, header);
            return;
        }
        Link before = links.get(LedgerNames.sealKey(header.sealBefore()));
        if (before == null) {
            throw new Refusal(RefusalCode.VERSION_GAP, header.seal());
        }
        require(before.organisation().equals(ledger.organisation()), RefusalCode.ORGANISATION_MISMATCH, header);
        require(
                header.previous().filter(before.commitment()::equals).isPresent(),
                RefusalCode.PREVIOUS_MISMATCH,
                header);
    }

    private Author author(String id, String seal) {
        PractitionerState state = practitioners.require(id, seal);
        RegisteredKey key = state.keys().present();
        return new Author(state, key.verifier(), key.thumbprint());
    }

    private static Link link(JSONObject state) {
        JSONObject header = CanonicalJson.readOwn(state.getJSONObject("header").getString("text"));
        return new Link(header.getString("commitment"), state.getString("organisation"));
    }

    private static void require(boolean holds, RefusalCode code, SealHeader header) {
        if (!holds) {
            throw new Refusal(code, header.seal());
        }
    }
}
