package org.chartseal.ledger.fabric;

import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.chartseal.ledger.fabric.ProfileDefect.Kind;
import org.hyperledger.fabric.client.GatewayException;

/** What it means when a call did not get as far as the peer's gateway. */
final class PeerTransport {

    private PeerTransport() {}

    /** Empty when the call arrived. */
    static Optional<ProfileDefect> defect(String endpoint, GatewayException failure) {
        return switch (failure.getStatus().getCode()) {
            case DEADLINE_EXCEEDED ->
                Optional.of(new ProfileDefect(Kind.PEER_UNREACHABLE, endpoint, "no answer in time", failure));
            case UNIMPLEMENTED ->
                Optional.of(new ProfileDefect(Kind.PEER_UNSUITABLE, endpoint, "it offers no gateway", failure));
            case UNAVAILABLE -> Optional.of(unavailable(endpoint, failure));
            default -> Optional.empty();
        };
    }

    private static ProfileDefect unavailable(String endpoint, GatewayException failure) {
        Throwable root = causes(failure).reduce(failure, (outer, inner) -> inner);
        String detail = firstLine(String.valueOf(root.getMessage()));
        return new ProfileDefect(kind(failure, root), endpoint, detail, failure);
    }

    private static Kind kind(GatewayException failure, Throwable root) {
        if (root instanceof CertificateException
                && String.valueOf(root.getMessage()).startsWith("No ")) {
            return Kind.PEER_MISNAMED;
        }
        if (causes(failure).anyMatch(SSLHandshakeException.class::isInstance)) {
            return Kind.PEER_UNTRUSTED;
        }
        return causes(failure).anyMatch(SSLException.class::isInstance) ? Kind.PEER_UNSUITABLE : Kind.PEER_UNREACHABLE;
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, java.util.Objects::nonNull, Throwable::getCause);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
