package org.chartseal.storage;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.chartseal.domain.documents.ContentScanner;

/** Which scanner looks at files, as the settings say. */
public final class ScanSettings {

    private static final String URL = "chartseal.scan.url";
    private static final String AWAY = "chartseal.scan.away";
    private static final int USUAL_PORT = 3310;

    private ScanSettings() {}

    /**
     * Reads {@code chartseal.scan.url}, {@code tcp://HOST:PORT} or {@code unix:/PATH}, and {@code chartseal.scan.away}, what happens to
     * files while it does not answer: {@code refuse}, which goes without saying, or {@code accept}. Without the first there is none.
     *
     * @param setting the value of a key, if it is set
     * @throws IllegalArgumentException that names the key that is wrong
     */
    public static ContentScanner read(Function<String, Optional<String>> setting) {
        Optional<String> url = setting.apply(URL).map(String::strip).filter(text -> !text.isEmpty());
        boolean refuse = refusesWhileAway(setting.apply(AWAY).orElse("refuse").strip());
        return url.<ContentScanner>map(text -> new ClamdScanner(address(text), refuse))
                .orElse(ContentScanner.NONE);
    }

    private static boolean refusesWhileAway(String text) {
        return switch (text) {
            case "refuse" -> true;
            case "accept" -> false;
            default -> throw new IllegalArgumentException(AWAY + " is neither refuse nor accept");
        };
    }

    private static SocketAddress address(String text) {
        URI url;
        try {
            url = URI.create(text);
        } catch (IllegalArgumentException malformed) {
            throw wrong(malformed);
        }
        if ("tcp".equals(url.getScheme())
                && url.getHost() != null
                && url.getPath().isEmpty()) {
            return InetSocketAddress.createUnresolved(url.getHost(), url.getPort() < 0 ? USUAL_PORT : url.getPort());
        }
        if ("unix".equals(url.getScheme())
                && url.getPath() != null
                && url.getPath().length() > 1) {
            return UnixDomainSocketAddress.of(Path.of(url.getPath()));
        }
        throw wrong(null);
    }

    private static IllegalArgumentException wrong(@org.jspecify.annotations.Nullable Throwable cause) {
        return new IllegalArgumentException(URL + " is neither tcp://HOST:PORT nor unix:/PATH", cause);
    }
}
