package org.chartseal.ledger.fabric;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.chartseal.domain.ledger.BatchRoot;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerCommand.AnchorRoot;
import org.chartseal.domain.ledger.LedgerCommand.AnchorSeals;
import org.chartseal.domain.ledger.LedgerCommand.ChangeSubjectKey;
import org.chartseal.domain.ledger.LedgerCommand.GiveAccess;
import org.chartseal.domain.ledger.LedgerCommand.RegisterPractitioner;
import org.chartseal.domain.ledger.LedgerCommand.RegisterSubject;
import org.chartseal.domain.ledger.LedgerCommand.RevokeAccess;
import org.chartseal.domain.ledger.LedgerCommand.SuspendPractitioner;
import org.chartseal.domain.ledger.LedgerCommand.VerifyPractitioner;
import org.chartseal.domain.ledger.SignedText;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * A command as the contract takes it.
 *
 * @param function of the contract
 * @param argument canonical JSON
 */
record ContractCall(String function, String argument) {

    private static final JsonProvider JSON = JsonProvider.provider();
    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    static ContractCall of(LedgerCommand command) {
        if (command instanceof AnchorSeals anchor) {
            return call("AnchorSeals", seals(anchor.seals()));
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
        } else if (command instanceof GiveAccess give) {
            return call("GiveAccess", signed(give.statement()));
        } else if (command instanceof RevokeAccess revoke) {
            return call("RevokeAccess", signed(revoke.statement()));
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

    private static JsonObject seals(List<SignedText> seals) {
        JsonArrayBuilder array = JSON.createArrayBuilder();
        seals.forEach(seal -> array.add(signed(seal)));
        return JSON.createObjectBuilder().add("seals", array).build();
    }

    private static JsonObject root(BatchRoot root) {
        return JSON.createObjectBuilder()
                .add("batch", root.batch().toString())
                .add("closedAt", text(root.closedAt()))
                .add("root", root.root().hex())
                .add("size", root.size())
                .build();
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
