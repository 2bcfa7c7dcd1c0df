package org.chartseal.ledger.contract;

import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.hyperledger.fabric.contract.Context;
import org.hyperledger.fabric.contract.ContractInterface;
import org.hyperledger.fabric.contract.annotation.Contract;
import org.hyperledger.fabric.contract.annotation.Default;
import org.hyperledger.fabric.contract.annotation.Info;
import org.hyperledger.fabric.contract.annotation.Transaction;
import org.json.JSONObject;

/**
 * The functions that a network endorses. Each takes one canonical JSON object and answers canonical JSON. A refusal's
 * message starts with a {@link RefusalCode}. A transaction that changes something emits one event.
 */
@Contract(
        name = LedgerNames.CHAINCODE,
        info =
                @Info(
                        title = "Chartseal",
                        description = "Seals, roots, practitioners, grants, emergencies and erasures",
                        version = "1"))
@Default
public final class ChartsealContract implements ContractInterface {

    /** {@code {"seals":[{"signature","text"},…]}}; answers {@code {"anchored":[id,…],"unchanged":[id,…]}}. */
    @Transaction(name = "AnchorSeals", intent = Transaction.TYPE.SUBMIT)
    public String anchorSeals(Context context, String argument) {
        return CanonicalJson.write(new Seals(new LedgerState(context)).anchor(argument));
    }

    /** {@code {"batch","closedAt","root","size"}}; answers the root as it stands. */
    @Transaction(name = "AnchorRoot", intent = Transaction.TYPE.SUBMIT)
    public String anchorRoot(Context context, String argument) {
        return CanonicalJson.write(new Roots(new LedgerState(context)).anchor(read(argument)));
    }

    /** {@code {"passkey"?,"practitioner","publicKey"}}; answers the practitioner. */
    @Transaction(name = "RegisterPractitioner", intent = Transaction.TYPE.SUBMIT)
    public String registerPractitioner(Context context, String argument) {
        return CanonicalJson.write(practitioners(context).register(read(argument)));
    }

    /** {@code {"licensedUntil","practitioner"}}; answers the practitioner. */
    @Transaction(name = "VerifyPractitioner", intent = Transaction.TYPE.SUBMIT)
    public String verifyPractitioner(Context context, String argument) {
        return CanonicalJson.write(practitioners(context).verify(read(argument)));
    }

    /** {@code {"practitioner"}}; answers the practitioner. */
    @Transaction(name = "SuspendPractitioner", intent = Transaction.TYPE.SUBMIT)
    public String suspendPractitioner(Context context, String argument) {
        return CanonicalJson.write(practitioners(context).suspend(read(argument)));
    }

    /** {@code {"signature","text"}}; answers the practitioner. */
    @Transaction(name = "ChangePractitionerKey", intent = Transaction.TYPE.SUBMIT)
    public String changePractitionerKey(Context context, String argument) {
        return CanonicalJson.write(practitioners(context).changeKey(read(argument)));
    }

    /** {@code {"statements":[{"signature","text"},{"signature","text"}]}}; answers the practitioner. */
    @Transaction(name = "RestorePractitionerKey", intent = Transaction.TYPE.SUBMIT)
    public String restorePractitionerKey(Context context, String argument) {
        return CanonicalJson.write(practitioners(context).restoreKey(read(argument)));
    }

    /** {@code {"passkey"?,"publicKey","subject"}}; answers the subject. */
    @Transaction(name = "RegisterSubject", intent = Transaction.TYPE.SUBMIT)
    public String registerSubject(Context context, String argument) {
        return CanonicalJson.write(subjects(context).register(read(argument)));
    }

    /** {@code {"signature","text"}}; answers the subject. */
    @Transaction(name = "ChangeSubjectKey", intent = Transaction.TYPE.SUBMIT)
    public String changeSubjectKey(Context context, String argument) {
        return CanonicalJson.write(subjects(context).change(read(argument)));
    }

    /** {@code {"statements":[{"signature","text"},{"signature","text"}]}}; answers the subject. */
    @Transaction(name = "RestoreSubjectKey", intent = Transaction.TYPE.SUBMIT)
    public String restoreSubjectKey(Context context, String argument) {
        return CanonicalJson.write(subjects(context).restore(read(argument)));
    }

    /** {@code {"signature","text"}}, and beside it {@code scope}: {@code {"salt","text"}}; answers the grant. */
    @Transaction(name = "GiveAccess", intent = Transaction.TYPE.SUBMIT)
    public String giveAccess(Context context, String argument) {
        return CanonicalJson.write(grants(context).give(read(argument)));
    }

    /** {@code {"signature","text"}}, by the patient or by who acts for them; answers the grant. */
    @Transaction(name = "RevokeAccess", intent = Transaction.TYPE.SUBMIT)
    public String revokeAccess(Context context, String argument) {
        return CanonicalJson.write(grants(context).revoke(read(argument)));
    }

    /**
     * {@code {"grant"}}, or {@code {"grant","statement":{"signature","text"}}} while it holds; answers the grant. Its scope is
     * destroyed, the commitment stays.
     */
    @Transaction(name = "ForgetGrant", intent = Transaction.TYPE.SUBMIT)
    public String forgetGrant(Context context, String argument) {
        return CanonicalJson.write(grants(context).forget(read(argument)));
    }

    /** {@code {"signature","text"}}; answers the access in an emergency. */
    @Transaction(name = "OpenEmergency", intent = Transaction.TYPE.SUBMIT)
    public String openEmergency(Context context, String argument) {
        return CanonicalJson.write(emergencies(context).open(read(argument)));
    }

    /** {@code {"signature","text"}}; answers the access in an emergency. */
    @Transaction(name = "EndEmergency", intent = Transaction.TYPE.SUBMIT)
    public String endEmergency(Context context, String argument) {
        return CanonicalJson.write(emergencies(context).end(read(argument)));
    }

    /** {@code {"signature","text"}}; answers the access in an emergency. */
    @Transaction(name = "ReviewEmergency", intent = Transaction.TYPE.SUBMIT)
    public String reviewEmergency(Context context, String argument) {
        return CanonicalJson.write(emergencies(context).review(read(argument)));
    }

    /**
     * {@code {"grants":[id,…],"receipt","statement":{"signature","text"}}}; answers the erasure. The scopes of these grants are
     * destroyed; there are {@link LedgerNames#MAX_BATCH} at most, and further ones are forgotten one by one.
     */
    @Transaction(name = "EraseSubject", intent = Transaction.TYPE.SUBMIT)
    public String eraseSubject(Context context, String argument) {
        return CanonicalJson.write(new Erasures(new LedgerState(context)).erase(read(argument)));
    }

    /** {@code {"seal"}}; answers the seal or {@code null}. */
    @Transaction(name = "ReadSeal", intent = Transaction.TYPE.EVALUATE)
    public String readSeal(Context context, String argument) {
        return find(context, argument, "seal", Members.SEAL_ID, LedgerNames::sealKey);
    }

    /** {@code {"seal"}}; answers an array of what was ever written to its key, newest first. */
    @Transaction(name = "SealHistory", intent = Transaction.TYPE.EVALUATE)
    public String sealHistory(Context context, String argument) {
        String seal = id(argument, "seal", Members.SEAL_ID);
        return CanonicalJson.write(new LedgerState(context).history(LedgerNames.sealKey(seal)));
    }

    /** {@code {"batch"}}; answers the batch's root or {@code null}. */
    @Transaction(name = "ReadRoot", intent = Transaction.TYPE.EVALUATE)
    public String readRoot(Context context, String argument) {
        return find(context, argument, "batch", Members.UUID, LedgerNames::rootKey);
    }

    /** {@code {"practitioner"}}; answers the practitioner or {@code null}. */
    @Transaction(name = "ReadPractitioner", intent = Transaction.TYPE.EVALUATE)
    public String readPractitioner(Context context, String argument) {
        return find(context, argument, "practitioner", Members.UUID, LedgerNames::practitionerKey);
    }

    /** {@code {"subject"}}; answers the subject or {@code null}. */
    @Transaction(name = "ReadSubject", intent = Transaction.TYPE.EVALUATE)
    public String readSubject(Context context, String argument) {
        return find(context, argument, "subject", Members.UUID, LedgerNames::subjectKey);
    }

    /** {@code {"grant"}}; answers the grant or {@code null}. */
    @Transaction(name = "ReadGrant", intent = Transaction.TYPE.EVALUATE)
    public String readGrant(Context context, String argument) {
        return find(context, argument, "grant", Members.UUID, LedgerNames::grantKey);
    }

    /** {@code {"grant"}}; answers the scope, {@code {"salt","text"}}, or {@code null}. For the collection's members alone. */
    @Transaction(name = "ReadGrantScope", intent = Transaction.TYPE.EVALUATE)
    public String readGrantScope(Context context, String argument) {
        return new GrantScopes(new LedgerState(context))
                .find(id(argument, "grant", Members.UUID))
                .map(scope -> CanonicalJson.write(scope.json()))
                .orElse("null");
    }

    /**
     * {@code {"at","category","grant","grantee":{"id","kind"},"purpose"}} and, for one record, {@code "record"}; answers
     * {@code {"holds":true}} or {@code {"holds":false,"reason"}}. For the collection's members alone.
     */
    @Transaction(name = "CheckGrant", intent = Transaction.TYPE.EVALUATE)
    public String checkGrant(Context context, String argument) {
        GrantQuestion asked = GrantQuestion.read(read(argument));
        return CanonicalJson.write(new GrantScopes(new LedgerState(context)).check(asked));
    }

    /** {@code {"emergency"}}; answers the access in an emergency or {@code null}. */
    @Transaction(name = "ReadEmergency", intent = Transaction.TYPE.EVALUATE)
    public String readEmergency(Context context, String argument) {
        return find(context, argument, "emergency", Members.UUID, LedgerNames::emergencyKey);
    }

    /** {@code {"subject"}}; answers the patient's erasure or {@code null}. */
    @Transaction(name = "ReadErasure", intent = Transaction.TYPE.EVALUATE)
    public String readErasure(Context context, String argument) {
        return find(context, argument, "subject", Members.UUID, LedgerNames::erasureKey);
    }

    private static PractitionerChanges practitioners(Context context) {
        return new PractitionerChanges(new LedgerState(context), Organisations.configured());
    }

    private static SubjectKeys subjects(Context context) {
        return new SubjectKeys(new LedgerState(context));
    }

    private static Grants grants(Context context) {
        return new Grants(new LedgerState(context));
    }

    private static Emergencies emergencies(Context context) {
        return new Emergencies(new LedgerState(context));
    }

    private static JSONObject read(String argument) {
        return CanonicalJson.read(argument, RefusalCode.ARGUMENT_MALFORMED, "");
    }

    private static String id(String argument, String name, Pattern pattern) {
        return Members.of(read(argument), Set.of(name), Set.of(), RefusalCode.ARGUMENT_MALFORMED, "")
                .text(name, pattern);
    }

    private static String find(
            Context context, String argument, String name, Pattern pattern, UnaryOperator<String> key) {
        Optional<JSONObject> state = new LedgerState(context).find(key.apply(id(argument, name, pattern)));
        return state.map(CanonicalJson::write).orElse("null");
    }
}
