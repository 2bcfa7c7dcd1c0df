package org.chartseal.ledger.contract;

import java.util.List;
import java.util.Set;
import org.json.JSONArray;
import org.json.JSONObject;

/**
 * How someone comes to another key. They say so themselves with the key that they have; or, when that is lost, two
 * practitioners of their hospital do, each with a passkey of their own, since a key that a server keeps would let that server
 * be both.
 */
final class KeyChange {

    private static final Set<String> CHANGE = Set.of("action", "changedAt", "holder", "key", "publicKey");
    private static final Set<String> RESTORATION =
            Set.of("action", "holder", "key", "lost", "publicKey", "statedAt", "witness");
    private static final Set<String> OPTIONAL = Set.of("passkey");
    private static final int WITNESSES = 2;

    /**
     * Whose key changes.
     *
     * @param kind as the statements' actions name it
     * @param organisation responsible for the holder
     */
    record Holder(String kind, String id, String organisation, KeyHistory keys) {}

    private final LedgerState ledger;
    private final Practitioners practitioners;

    KeyChange(LedgerState ledger) {
        this.ledger = ledger;
        this.practitioners = new Practitioners(ledger);
    }

    /** The id that a statement is about. */
    static String holder(SignedText signed) {
        return CanonicalJson.read(signed.text(), RefusalCode.STATEMENT_NOT_CANONICAL, "")
                .optString("holder");
    }

    /** The statements of two witnesses, as an argument brings them. */
    static List<SignedText> statements(JSONObject argument) {
        Members.of(argument, Set.of("statements"), Set.of(), RefusalCode.ARGUMENT_MALFORMED, "");
        JSONArray items = argument.optJSONArray("statements");
        require(items != null && items.length() == WITNESSES, RefusalCode.WITNESSES_NOT_TWO, "");
        return List.of(statement(items, 0), statement(items, 1));
    }

    private static SignedText statement(JSONArray items, int index) {
        String about = "#" + (index + 1);
        if (items.opt(index) instanceof JSONObject item) {
            return SignedText.read(item, about);
        }
        throw new Refusal(RefusalCode.ARGUMENT_MALFORMED, about);
    }

    /** Answers the keys after the holder's own statement; the same as before when the ledger has taken it already. */
    KeyHistory byHolder(Holder holder, SignedText signed) {
        Members members = members(signed, CHANGE, "change-" + holder.kind() + "-key", holder);
        RegisteredKey next = RegisteredKey.read(members);
        if (next.equals(holder.keys().present())) {
            return holder.keys();
        }
        RegisteredKey present = holder.keys().present();
        requireNotInFuture(members, "changedAt", holder);
        require(
                members.text("key", Members.SHA_256).equals(present.thumbprint()),
                RefusalCode.KEY_MISMATCH,
                holder.id());
        require(present.verifier().verifies(signed), RefusalCode.SIGNATURE_INVALID, holder.id());
        return holder.keys().replaced(next, ledger.time(), holder.id());
    }

    /** Answers the keys after the statements of two witnesses; the same as before when the ledger has taken them already. */
    KeyHistory byWitnesses(Holder holder, List<SignedText> statements) {
        List<Members> said = statements.stream()
                .map(signed -> members(signed, RESTORATION, "restore-" + holder.kind() + "-key", holder))
                .toList();
        List<RegisteredKey> wanted = said.stream().map(RegisteredKey::read).toList();
        RegisteredKey next = wanted.get(0);
        require(wanted.get(1).equals(next), RefusalCode.WITNESSES_DISAGREE, holder.id());
        if (next.equals(holder.keys().present())) {
            return holder.keys();
        }
        List<String> witnesses = said.stream()
                .map(members -> members.text("witness", Members.UUID))
                .toList();
        require(!witnesses.get(0).equals(witnesses.get(1)), RefusalCode.WITNESSES_NOT_TWO, holder.id());
        require(!witnesses.contains(holder.id()), RefusalCode.WITNESSES_NOT_TWO, holder.id());
        for (int i = 0; i < WITNESSES; i++) {
            checkWitness(holder, witnesses.get(i), said.get(i), statements.get(i));
        }
        return holder.keys().replaced(next, ledger.time(), holder.id());
    }

    private void checkWitness(Holder holder, String id, Members members, SignedText signed) {
        String lost = holder.keys().present().thumbprint();
        require(members.text("lost", Members.SHA_256).equals(lost), RefusalCode.KEY_MISMATCH, holder.id());
        requireNotInFuture(members, "statedAt", holder);
        PractitionerState witness = practitioners.require(id, "");
        require(witness.organisation().equals(holder.organisation()), RefusalCode.ORGANISATION_MISMATCH, id);
        require(witness.refusalOf(ledger.time(), ledger.time()).isEmpty(), RefusalCode.PRACTITIONER_NOT_VERIFIED, id);
        RegisteredKey key = witness.keys().present();
        require(key.passkey().isPresent(), RefusalCode.WITNESS_WITHOUT_PASSKEY, id);
        require(members.text("key", Members.SHA_256).equals(key.thumbprint()), RefusalCode.KEY_MISMATCH, id);
        require(key.verifier().verifies(signed), RefusalCode.SIGNATURE_INVALID, id);
    }

    private static Members members(SignedText signed, Set<String> names, String action, Holder holder) {
        JSONObject json = CanonicalJson.read(signed.text(), RefusalCode.STATEMENT_NOT_CANONICAL, "");
        Members members = Members.of(json, names, OPTIONAL, RefusalCode.STATEMENT_MALFORMED, "");
        members.literal("action", action);
        members.literal("holder", holder.id());
        return members;
    }

    private void requireNotInFuture(Members members, String name, Holder holder) {
        require(
                !members.moment(name).isAfter(ledger.time().plus(LedgerNames.CLOCK_TOLERANCE)),
                RefusalCode.SIGNED_IN_FUTURE,
                holder.id());
    }

    private static void require(boolean holds, RefusalCode code, String about) {
        if (!holds) {
            throw new Refusal(code, about);
        }
    }
}
