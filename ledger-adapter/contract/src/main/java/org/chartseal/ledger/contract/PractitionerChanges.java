package org.chartseal.ledger.contract;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.json.JSONObject;

/**
 * Changes of who may sign. A practitioner belongs to the organisation that registered them, which alone proposes changes; none
 * comes about without a peer of every organisation, whatever the contract's own endorsement policy takes.
 */
final class PractitionerChanges {

    private final LedgerState ledger;
    private final Practitioners practitioners;
    private final Organisations organisations;
    private final KeyChange change;

    PractitionerChanges(LedgerState ledger, Organisations organisations) {
        this.ledger = ledger;
        this.practitioners = new Practitioners(ledger);
        this.organisations = organisations;
        this.change = new KeyChange(ledger);
    }

    JSONObject register(JSONObject argument) {
        Members members = Members.of(
                argument, Set.of("practitioner", "publicKey"), Set.of("passkey"), RefusalCode.ARGUMENT_MALFORMED, "");
        String id = members.text("practitioner", Members.UUID);
        RegisteredKey key = RegisteredKey.read(members);
        Optional<PractitionerState> known = practitioners.find(id);
        if (known.isPresent()) {
            return unchanged(own(known.get()), key);
        }
        PractitionerState registered = new PractitionerState(
                id, ledger.organisation(), KeyHistory.beginning(key), Optional.empty(), List.of());
        return write(registered, LedgerNames.PRACTITIONER_REGISTERED);
    }

    /** The licence must run on; who is suspended may sign again from now on. The same statement again changes nothing. */
    JSONObject verify(JSONObject argument) {
        Members members = arguments(argument, Set.of("licensedUntil", "practitioner"));
        Instant licensedUntil = members.moment("licensedUntil");
        PractitionerState practitioner = own(practitioners.require(members.text("practitioner", Members.UUID), ""));
        if (!practitioner.suspended() && practitioner.licensedUntil().equals(Optional.of(licensedUntil))) {
            return practitioner.json();
        }
        if (!licensedUntil.isAfter(ledger.time())) {
            throw new Refusal(RefusalCode.LICENCE_PERIOD_INVALID, practitioner.practitioner());
        }
        return write(practitioner.verified(licensedUntil, ledger.time()), LedgerNames.PRACTITIONER_VERIFIED);
    }

    JSONObject suspend(JSONObject argument) {
        Members members = arguments(argument, Set.of("practitioner"));
        PractitionerState practitioner = own(practitioners.require(members.text("practitioner", Members.UUID), ""));
        return practitioner.suspended()
                ? practitioner.json()
                : write(practitioner.suspend(ledger.time()), LedgerNames.PRACTITIONER_SUSPENDED);
    }

    JSONObject changeKey(JSONObject argument) {
        SignedText signed = SignedText.read(argument, "");
        PractitionerState practitioner = own(practitioners.require(KeyChange.holder(signed), ""));
        KeyHistory keys = change.byHolder(holder(practitioner), signed);
        return written(practitioner, keys, LedgerNames.PRACTITIONER_KEY_CHANGED);
    }

    JSONObject restoreKey(JSONObject argument) {
        List<SignedText> statements = KeyChange.statements(argument);
        PractitionerState practitioner = own(practitioners.require(KeyChange.holder(statements.get(0)), ""));
        KeyHistory keys = change.byWitnesses(holder(practitioner), statements);
        return written(practitioner, keys, LedgerNames.PRACTITIONER_KEY_RESTORED);
    }

    private static KeyChange.Holder holder(PractitionerState practitioner) {
        return new KeyChange.Holder(
                "practitioner", practitioner.practitioner(), practitioner.organisation(), practitioner.keys());
    }

    private JSONObject written(PractitionerState before, KeyHistory keys, String event) {
        return keys.equals(before.keys()) ? before.json() : write(before.with(keys), event);
    }

    private PractitionerState own(PractitionerState practitioner) {
        if (!practitioner.organisation().equals(ledger.organisation())) {
            throw new Refusal(RefusalCode.ORGANISATION_MISMATCH, practitioner.practitioner());
        }
        return practitioner;
    }

    private static JSONObject unchanged(PractitionerState known, RegisteredKey key) {
        if (!known.keys().present().equals(key)) {
            throw new Refusal(RefusalCode.PRACTITIONER_EXISTS, known.practitioner());
        }
        return known.json();
    }

    private JSONObject write(PractitionerState practitioner, String event) {
        JSONObject json = practitioner.json();
        ledger.put(LedgerNames.practitionerKey(practitioner.practitioner()), json, organisations.policy());
        ledger.event(event, new JSONObject().put("practitioner", practitioner.practitioner()));
        return json;
    }

    private static Members arguments(JSONObject argument, Set<String> names) {
        return Members.of(argument, names, Set.of(), RefusalCode.ARGUMENT_MALFORMED, "");
    }
}
