package org.chartseal.domain.ledger;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.chartseal.domain.ledger.LedgerCommand.AnchorRoot;
import org.chartseal.domain.ledger.LedgerCommand.AnchorSeals;
import org.chartseal.domain.ledger.LedgerCommand.ChangePractitionerKey;
import org.chartseal.domain.ledger.LedgerCommand.ChangeSubjectKey;
import org.chartseal.domain.ledger.LedgerCommand.EndEmergency;
import org.chartseal.domain.ledger.LedgerCommand.EraseSubject;
import org.chartseal.domain.ledger.LedgerCommand.GiveAccess;
import org.chartseal.domain.ledger.LedgerCommand.OpenEmergency;
import org.chartseal.domain.ledger.LedgerCommand.RegisterPractitioner;
import org.chartseal.domain.ledger.LedgerCommand.RegisterSubject;
import org.chartseal.domain.ledger.LedgerCommand.RestorePractitionerKey;
import org.chartseal.domain.ledger.LedgerCommand.RestoreSubjectKey;
import org.chartseal.domain.ledger.LedgerCommand.ReviewEmergency;
import org.chartseal.domain.ledger.LedgerCommand.RevokeAccess;
import org.chartseal.domain.ledger.LedgerCommand.SuspendPractitioner;
import org.chartseal.domain.ledger.LedgerCommand.VerifyPractitioner;
import org.chartseal.domain.ledger.merkle.TreeHash;

/**
 * A command as a row of the outbox.
 *
 * @param kind as the table's constraint lists them
 * @param subject what it is about: a seal, batch, practitioner, subject, grant or emergency
 * @param payload JSON
 */
public record OutboxMessage(String kind, String subject, String payload) {

    /**
     * One message a command; for seals one a seal.
     *
     * @throws IllegalStateException for a command that does not go by the outbox
     */
    public static List<OutboxMessage> of(LedgerCommand command) {
        if (command instanceof AnchorSeals anchor) {
            return anchor.seals().stream()
                    .map(seal -> signed("anchor-seal", sealOf(seal), seal))
                    .toList();
        }
        return List.of(single(command));
    }

    private static OutboxMessage single(LedgerCommand command) {
        if (command instanceof AnchorRoot anchor) {
            return root(anchor.root());
        } else if (command instanceof RegisterPractitioner register) {
            return keyed(
                    "register-practitioner", register.practitioner().toString(), "publicKey", register.publicKey());
        } else if (command instanceof VerifyPractitioner verify) {
            return keyed(
                    "verify-practitioner",
                    verify.practitioner().toString(),
                    "licensedUntil",
                    verify.licensedUntil().toString());
        } else if (command instanceof SuspendPractitioner suspend) {
            return new OutboxMessage(
                    "suspend-practitioner", suspend.practitioner().toString(), "{}");
        } else if (command instanceof RegisterSubject register) {
            return keyed("register-subject", register.subject().toString(), "publicKey", register.publicKey());
        } else if (command instanceof ChangeSubjectKey change) {
            return signed("change-subject-key", member(change.statement(), "holder"), change.statement());
        } else if (command instanceof ChangePractitionerKey change) {
            return signed("change-practitioner-key", member(change.statement(), "holder"), change.statement());
        } else if (command instanceof RestoreSubjectKey restore) {
            return witnessed("restore-subject-key", restore.statements());
        } else if (command instanceof RestorePractitionerKey restore) {
            return witnessed("restore-practitioner-key", restore.statements());
        } else if (command instanceof GiveAccess give) {
            return give(give);
        } else if (command instanceof RevokeAccess revoke) {
            return signed("revoke-access", member(revoke.statement(), "grant"), revoke.statement());
        } else if (command instanceof OpenEmergency open) {
            return signed("open-emergency", member(open.statement(), "access"), open.statement());
        } else if (command instanceof EndEmergency end) {
            return signed("end-emergency", member(end.statement(), "access"), end.statement());
        } else if (command instanceof ReviewEmergency review) {
            return signed("review-emergency", member(review.statement(), "access"), review.statement());
        } else if (command instanceof EraseSubject erase) {
            return erase(erase);
        }
        throw new IllegalStateException("no message for " + command.getClass());
    }

    /** The command that this message stands for; for a seal a batch of one. */
    public LedgerCommand command() {
        JsonObject json = object(payload);
        return switch (kind) {
            case "anchor-seal" -> new AnchorSeals(List.of(signedText(json)));
            case "anchor-root" -> new AnchorRoot(root(json));
            case "register-practitioner" -> new RegisterPractitioner(practitioner(), json.getString("publicKey"));
            case "verify-practitioner" ->
                new VerifyPractitioner(practitioner(), Instant.parse(json.getString("licensedUntil")));
            case "suspend-practitioner" -> new SuspendPractitioner(practitioner());
            case "register-subject" ->
                new RegisterSubject(new LedgerSubjectId(UUID.fromString(subject)), json.getString("publicKey"));
            case "give-access" -> new GiveAccess(signedText(json), scope(json));
            case "change-subject-key" -> new ChangeSubjectKey(signedText(json));
            case "change-practitioner-key" -> new ChangePractitionerKey(signedText(json));
            case "restore-subject-key" -> new RestoreSubjectKey(statements(json));
            case "restore-practitioner-key" -> new RestorePractitionerKey(statements(json));
            case "revoke-access" -> new RevokeAccess(signedText(json));
            case "open-emergency" -> new OpenEmergency(signedText(json));
            case "end-emergency" -> new EndEmergency(signedText(json));
            case "review-emergency" -> new ReviewEmergency(signedText(json));
            case "erase-subject" ->
                new EraseSubject(signedText(json), new ReceiptDigest(json.getString("receipt")), grants(json));
            default -> throw new IllegalStateException("unknown kind of message: " + kind);
        };
    }

    /** What is signed in this message. */
    public String signedText() {
        return signedText(object(payload)).text();
    }

    /** The same message with that signature. */
    public OutboxMessage signed(String signature) {
        String complete = CanonicalText.JSON
                .createObjectBuilder(object(payload))
                .add("signature", signature)
                .build()
                .toString();
        return new OutboxMessage(kind, subject, complete);
    }

    private static OutboxMessage root(BatchRoot root) {
        return new OutboxMessage(
                "anchor-root",
                root.batch().toString(),
                CanonicalText.JSON
                        .createObjectBuilder()
                        .add("root", root.root().hex())
                        .add("size", root.size())
                        .add("closedAt", CanonicalText.time(root.closedAt()))
                        .build()
                        .toString());
    }

    private BatchRoot root(JsonObject json) {
        return new BatchRoot(
                new BatchId(UUID.fromString(subject)),
                TreeHash.parse(json.getString("root")),
                json.getInt("size"),
                CanonicalText.time(json, "closedAt"));
    }

    private LedgerPractitionerId practitioner() {
        return new LedgerPractitionerId(UUID.fromString(subject));
    }

    private static OutboxMessage keyed(String kind, String subject, String member, String value) {
        return new OutboxMessage(
                kind,
                subject,
                CanonicalText.JSON
                        .createObjectBuilder()
                        .add(member, value)
                        .build()
                        .toString());
    }

    private static OutboxMessage give(GiveAccess give) {
        return new OutboxMessage(
                "give-access",
                member(give.statement(), "grant"),
                CanonicalText.JSON
                        .createObjectBuilder()
                        .add("text", give.statement().text())
                        .add("signature", give.statement().signature())
                        .add("scope", give.scope().text())
                        .add("salt", give.scope().salt())
                        .build()
                        .toString());
    }

    /** A message of an older version has none: the contract refuses its statement, which shows what it should hide. */
    private static GrantScope scope(JsonObject json) {
        return new GrantScope(json.getString("scope", ""), json.getString("salt", ""));
    }

    private static OutboxMessage erase(EraseSubject erase) {
        JsonArrayBuilder grants = CanonicalText.JSON.createArrayBuilder();
        erase.grants().forEach(grant -> grants.add(grant.toString()));
        return new OutboxMessage(
                "erase-subject",
                member(erase.decision(), "subject"),
                CanonicalText.JSON
                        .createObjectBuilder()
                        .add("text", erase.decision().text())
                        .add("signature", erase.decision().signature())
                        .add("receipt", erase.receipt().hex())
                        .add("grants", grants)
                        .build()
                        .toString());
    }

    private static List<LedgerGrantId> grants(JsonObject json) {
        return CanonicalText.texts(json, "grants").stream()
                .map(grant -> new LedgerGrantId(UUID.fromString(grant)))
                .toList();
    }

    private static OutboxMessage signed(String kind, String subject, SignedText text) {
        return new OutboxMessage(
                kind,
                subject,
                CanonicalText.JSON
                        .createObjectBuilder()
                        .add("text", text.text())
                        .add("signature", text.signature())
                        .build()
                        .toString());
    }

    private static OutboxMessage witnessed(String kind, List<SignedText> statements) {
        JsonArrayBuilder array = CanonicalText.JSON.createArrayBuilder();
        statements.forEach(statement -> array.add(CanonicalText.JSON
                .createObjectBuilder()
                .add("text", statement.text())
                .add("signature", statement.signature())));
        return new OutboxMessage(
                kind,
                member(statements.get(0), "holder"),
                CanonicalText.JSON
                        .createObjectBuilder()
                        .add("statements", array)
                        .build()
                        .toString());
    }

    private static List<SignedText> statements(JsonObject json) {
        return json.getJsonArray("statements").getValuesAs(JsonObject.class).stream()
                .map(OutboxMessage::signedText)
                .toList();
    }

    private static SignedText signedText(JsonObject json) {
        return new SignedText(json.getString("text"), json.getString("signature"));
    }

    private static String sealOf(SignedText seal) {
        JsonObject header = object(seal.text());
        return new SealId(UUID.fromString(header.getString("record")), header.getInt("version")).toString();
    }

    private static String member(SignedText statement, String name) {
        return object(statement.text()).getString(name);
    }

    private static JsonObject object(String json) {
        try (var reader = CanonicalText.JSON.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
