package org.chartseal.ledger.fabric;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerCommand.AnchorSeals;
import org.chartseal.domain.ledger.LedgerCommand.GiveAccess;
import org.chartseal.domain.ledger.LedgerCommand.RegisterPractitioner;
import org.chartseal.domain.ledger.LedgerCommand.RegisterSubject;
import org.chartseal.domain.ledger.LedgerCommand.RevokeAccess;
import org.chartseal.domain.ledger.LedgerCommand.SuspendPractitioner;
import org.chartseal.domain.ledger.LedgerCommand.VerifyPractitioner;
import org.chartseal.domain.ledger.SignedText;

/**
 * A command as the contract takes it.
 *
 * @param function of the contract
 * @param arguments texts
 */
record ContractCall(String function, List<String> arguments) {

    static ContractCall of(LedgerCommand command) {
        if (command instanceof AnchorSeals anchor) {
            return new ContractCall("AnchorSeals", List.of(seals(anchor.seals())));
        } else if (command instanceof RegisterPractitioner register) {
            return call("RegisterPractitioner", register.practitioner(), register.publicKey());
        } else if (command instanceof VerifyPractitioner verify) {
            return call(
                    "VerifyPractitioner",
                    verify.practitioner(),
                    verify.licensedUntil().truncatedTo(ChronoUnit.SECONDS));
        } else if (command instanceof SuspendPractitioner suspend) {
            return call("SuspendPractitioner", suspend.practitioner());
        } else if (command instanceof RegisterSubject register) {
            return call("RegisterSubject", register.subject(), register.publicKey());
        } else if (command instanceof GiveAccess give) {
            return call("GiveAccess", give.statement().text(), give.statement().signature());
        } else if (command instanceof RevokeAccess revoke) {
            return call(
                    "RevokeAccess",
                    revoke.statement().text(),
                    revoke.statement().signature());
        }
        throw new IllegalStateException("no call for " + command.getClass());
    }

    private static ContractCall call(String function, Object... arguments) {
        return new ContractCall(
                function, List.of(arguments).stream().map(Object::toString).toList());
    }

    private static String seals(List<SignedText> seals) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (SignedText seal : seals) {
            array.add(Json.createObjectBuilder()
                    .add("signature", seal.signature())
                    .add("text", seal.text()));
        }
        return array.build().toString();
    }
}
