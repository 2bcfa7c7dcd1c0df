package org.chartseal.ledger.fabric;

import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chartseal.domain.ledger.CommitOutcome;
import org.chartseal.domain.ledger.TransactionId;
import org.chartseal.domain.shared.ChartsealException;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.GatewayRuntimeException;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;

/** Gives each failure of the gateway its one meaning in the port: refused, unavailable, rejected or unknown. */
final class GatewayFailures {

    private static final String PART = "ledger";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final Pattern CONTRACT_SAYS = Pattern.compile("chaincode response \\d+, (.*)", Pattern.DOTALL);
    private static final Pattern CODE_AND_SUBJECT = Pattern.compile("([A-Z]+(?:_[A-Z]+)+)(?: (\\S+))?");
    private static final Pattern SEAL = Pattern.compile("[0-9a-f-]{36}\\.[0-9]+");
    private static final List<String> FINAL_ORDERER_ANSWERS =
            List.of("BAD_REQUEST", "FORBIDDEN", "REQUEST_ENTITY_TOO_LARGE");

    private GatewayFailures() {}

    /**
     * The meaning of a failed evaluation or endorsement. Only what the contract refused with a code is a refusal; a contract
     * that failed otherwise may have lost its peer, and the same call may succeed later.
     */
    static ChartsealException meaning(GatewayException failure) {
        return contractSays(failure)
                .flatMap(GatewayFailures::refusal)
                .<ChartsealException>map(refusal -> refusal.causedBy(failure))
                .orElseGet(() -> new Unavailable(PART, RETRY_AFTER, new NetworkSaid(said(failure), failure)));
    }

    /** What the network gave as the reason: the client's own exceptions keep it out of their messages. */
    static final class NetworkSaid extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final String words;

        NetworkSaid(String words, GatewayException failure) {
            super(words, failure);
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** The meaning of a stream that ended. */
    static Unavailable meaning(GatewayRuntimeException failure) {
        return new Unavailable(PART, RETRY_AFTER, failure);
    }

    /** What the contract itself said, if it was the contract that failed. */
    static Optional<String> contractSays(GatewayException failure) {
        Stream<String> details = failure.getDetails().stream().map(ErrorDetail::getMessage);
        return Stream.concat(Stream.of(String.valueOf(failure.getStatus().getDescription())), details)
                .map(CONTRACT_SAYS::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1).strip())
                .findFirst();
    }

    private static Optional<Refused> refusal(String text) {
        Matcher coded = CODE_AND_SUBJECT.matcher(text);
        if (!coded.matches()) {
            return Optional.empty();
        }
        String code = coded.group(1);
        String subject = coded.group(2);
        if (subject == null) {
            return Optional.of(Refused.because(code));
        }
        String fact = SEAL.matcher(subject).matches() ? "seal" : "subject";
        return Optional.of(Refused.because(code, Map.of(fact, subject)));
    }

    /** Whether the peer said that it has no such block or transaction, rather than that it cannot tell. */
    static boolean saysAbsent(GatewayException failure) {
        return contractSays(failure)
                .filter(text -> text.contains("no such ") || text.contains("not found in index"))
                .isPresent();
    }

    /** The meaning of a submission that failed: the orderer said a final no, or nobody knows. */
    static CommitOutcome submission(TransactionId transaction, SubmitException failure) {
        String said = said(failure);
        boolean refused = failure.getStatus().getCode() == Status.Code.ABORTED
                && FINAL_ORDERER_ANSWERS.stream().anyMatch(said::contains);
        return refused ? new CommitOutcome.Rejected(transaction, said) : new CommitOutcome.Unknown(transaction, said);
    }

    /** The network's words, for the log. */
    static String said(GatewayException failure) {
        StringBuilder words = new StringBuilder(String.valueOf(failure.getStatus()));
        failure.getDetails()
                .forEach(detail -> words.append("; ")
                        .append(detail.getMspId())
                        .append(' ')
                        .append(detail.getAddress())
                        .append(": ")
                        .append(detail.getMessage()));
        return words.toString();
    }
}
