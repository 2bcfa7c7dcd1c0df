package org.chartseal.ledger.fabric;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chartseal.domain.ledger.BatchRoot;
import org.chartseal.domain.ledger.GrantQuestion;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerCommand.AnchorRoot;
import org.chartseal.domain.ledger.LedgerCommand.AnchorSeals;
import org.chartseal.domain.ledger.LedgerCommand.ChangePractitionerKey;
import org.chartseal.domain.ledger.LedgerCommand.ChangeSubjectKey;
import org.chartseal.domain.ledger.LedgerCommand.EndEmergency;
import org.chartseal.domain.ledger.LedgerCommand.EraseSubject;
import org.chartseal.domain.ledger.LedgerCommand.ForgetGrant;
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
import org.chartseal.domain.ledger.SignedText;
import org.erdtman.jcs.JsonCanonicalizer;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.Proposal;

/**
 * A command as the contract takes it.
 *
 * @param function of the contract
 * @param argument canonical JSON
 * @param inPrivate what goes to the endorsers beside the argument and into no block, by name: canonical JSON
 */
record ContractCall(String function, String argument, Map<String, String> inPrivate) {

    ContractCall {
        inPrivate = Map.copyOf(inPrivate);
    }

    ContractCall(String function, String argument) {
        this(function, argument, Map.of());
    }

    /**
     * The call as a proposal. Nobody is named who endorses: the gateway asks its own organisation first and learns from the run
     * which collection it touches; what goes beside the argument it then shows to none but that collection's members.
     */
    Proposal proposedTo(Contract contract) {
        return on(contract).build();
    }

    /** The same, not built yet. */
    Proposal.Builder on(Contract contract) {
        Proposal.Builder proposal = contract.newProposal(function).addArguments(argument);
        inPrivate.forEach((name, value) -> proposal.putTransient(name, value));
        return proposal;
    }

    private static final JsonProvider JSON = JsonProvider.provider();
    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    static ContractCall of(LedgerCommand command) {
        if (command instanceof AnchorSeals anchor) {
            return call("AnchorSeals", list("seals", anchor.seals()));
        } else if (command instanceof AnchorRoot anchor) {
            return call("AnchorRoot", root(anchor.root()));
        } else if (command instanceof RegisterPractitioner register) {
            return call(
                    "RegisterPractitioner",
                    object("practitioner", register.practitioner(), "publicKey", register.publicKey()));
        } else if (command instanceof VerifyPractitioner verify) {
            return call(
                    "VerifyPractitioner",
                    object("licensedUntil", text(verify.licensedUntil()), "practitioner", verify.practitioner()));
        } else if (command instanceof SuspendPractitioner suspend) {
            return new ContractCall("SuspendPractitioner", id("practitioner", suspend.practitioner()));
        } else if (command instanceof RegisterSubject register) {
            return call("RegisterSubject", object("publicKey", register.publicKey(), "subject", register.subject()));
        } else if (command instanceof ChangeSubjectKey change) {
            return call("ChangeSubjectKey", signed(change.statement()));
        } else if (command instanceof ChangePractitionerKey change) {
            return call("ChangePractitionerKey", signed(change.statement()));
        } else if (command instanceof RestoreSubjectKey restore) {
            return call("RestoreSubjectKey", list("statements", restore.statements()));
        } else if (command instanceof RestorePractitionerKey restore) {
            return call("RestorePractitionerKey", list("statements", restore.statements()));
        } else if (command instanceof GiveAccess give) {
            return new ContractCall(
                    "GiveAccess",
                    canonical(signed(give.statement())),
                    Map.of(
                            "scope",
                            canonical(object(
                                    "salt",
                                    give.scope().salt(),
                                    "text",
                                    give.scope().text()))));
        } else if (command instanceof RevokeAccess revoke) {
            return call("RevokeAccess", signed(revoke.statement()));
        } else if (command instanceof ForgetGrant forget) {
            return call("ForgetGrant", forgetting(forget));
        } else if (command instanceof OpenEmergency open) {
            return call("OpenEmergency", signed(open.statement()));
        } else if (command instanceof EndEmergency end) {
            return call("EndEmergency", signed(end.statement()));
        } else if (command instanceof ReviewEmergency review) {
            return call("ReviewEmergency", signed(review.statement()));
        } else if (command instanceof EraseSubject erase) {
            return call("EraseSubject", erasing(erase));
        }
        throw new IllegalStateException("no call for " + command.getClass());
    }

    /** The argument of a query by one id. */
    static String id(String name, Object id) {
        return canonical(JSON.createObjectBuilder().add(name, id.toString()).build());
    }

    private static ContractCall call(String function, JsonObject argument) {
        return new ContractCall(function, canonical(argument));
    }

    private static JsonObject object(String first, Object firstValue, String second, Object secondValue) {
        return JSON.createObjectBuilder()
                .add(first, firstValue.toString())
                .add(second, secondValue.toString())
                .build();
    }

    private static JsonObject list(String name, List<SignedText> texts) {
        JsonArrayBuilder array = JSON.createArrayBuilder();
        texts.forEach(text -> array.add(signed(text)));
        return JSON.createObjectBuilder().add(name, array).build();
    }

    private static JsonObject root(BatchRoot root) {
        return JSON.createObjectBuilder()
                .add("batch", root.batch().toString())
                .add("closedAt", text(root.closedAt()))
                .add("root", root.root().hex())
                .add("size", root.size())
                .build();
    }

    private static JsonObject forgetting(ForgetGrant forget) {
        JsonObjectBuilder argument =
                JSON.createObjectBuilder().add("grant", forget.grant().toString());
        forget.statement().ifPresent(statement -> argument.add("statement", signed(statement)));
        return argument.build();
    }

    private static JsonObject erasing(EraseSubject erase) {
        JsonArrayBuilder grants = JSON.createArrayBuilder();
        erase.grants().forEach(grant -> grants.add(grant.toString()));
        return JSON.createObjectBuilder()
                .add("grants", grants)
                .add("receipt", erase.receipt().hex())
                .add("statement", signed(erase.decision()))
                .build();
    }

    /** The argument that asks whether a grant lets someone read. */
    static String question(GrantQuestion question) {
        JsonObjectBuilder argument = JSON.createObjectBuilder()
                .add("at", text(question.at()))
                .add("category", question.category())
                .add("grant", question.grant().toString())
                .add(
                        "grantee",
                        object(
                                "id",
                                question.grantee().id(),
                                "kind",
                                question.grantee().kind().code()))
                .add("purpose", question.purpose());
        question.record().ifPresent(record -> argument.add("record", record.toString()));
        return canonical(argument.build());
    }

    private static JsonObject signed(SignedText signed) {
        return object("signature", signed.signature(), "text", signed.text());
    }

    private static String text(Instant moment) {
        return MILLISECONDS.format(moment);
    }

    private static String canonical(JsonObject argument) {
        try {
            return new JsonCanonicalizer(argument.toString()).getEncodedString();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
