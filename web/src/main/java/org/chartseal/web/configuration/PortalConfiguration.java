package org.chartseal.web.configuration;

import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.chartseal.storage.StoragePlaces;
import org.chartseal.storage.StorageSettings;
import org.chartseal.storage.VaultPlace;

/**
 * This installation's configuration, read once at start-up from system properties.
 *
 * @param hospitalName shown on every page
 * @param zone the hospital's time zone
 * @param currency in which doctors claim; the euro if nobody says otherwise
 * @param clockBehind by how much the clock may have gone back before it is not believed; a minute if nobody says otherwise
 * @param publicUrl where browsers reach the portal, without a slash at the end
 * @param providerUrl of the OpenID provider (its issuer), without a slash at the end
 * @param clientId of the portal at the OpenID provider
 * @param secret from which tokens are derived; at least 32 characters
 * @param ledgerKind which network is behind the ledger port
 * @param ledgerProfile the ledger's connection profile
 * @param storage where encrypted objects lie
 * @param vault where the master keys are
 * @param demo whether the demo hospital is loaded
 */
public record PortalConfiguration(
        String hospitalName,
        ZoneId zone,
        Currency currency,
        Duration clockBehind,
        URI publicUrl,
        URI providerUrl,
        String clientId,
        String secret,
        LedgerKind ledgerKind,
        Path ledgerProfile,
        StoragePlaces storage,
        VaultPlace vault,
        boolean demo) {

    private static final int SHORTEST_SECRET = 32;

    /** Which network is behind the ledger port. */
    public enum LedgerKind {
        /** The network for one machine. */
        SOLO,
        /** A Hyperledger Fabric network. */
        FABRIC
    }

    /**
     * Reads and checks every key.
     *
     * @throws IllegalStateException that names the first key that is missing or wrong; its value is not repeated
     */
    public static PortalConfiguration from(Properties properties) {
        return new PortalConfiguration(
                read(properties, "chartseal.hospital.name", String::strip),
                read(properties, "chartseal.zone", ZoneId::of),
                currency(properties),
                clockBehind(properties),
                read(properties, "chartseal.public-url", PortalConfiguration::address),
                read(properties, "chartseal.oidc.provider-url", PortalConfiguration::address),
                read(properties, "chartseal.oidc.client-id", String::strip),
                read(properties, "chartseal.secret", PortalConfiguration::longEnough),
                read(properties, "chartseal.ledger.kind", PortalConfiguration::ledgerKind),
                read(properties, "chartseal.ledger.profile", Path::of),
                storage(properties),
                vault(properties),
                read(properties, "chartseal.demo", PortalConfiguration::yesOrNo));
    }

    private static StoragePlaces storage(Properties properties) {
        try {
            return StorageSettings.read(key -> Optional.ofNullable(properties.getProperty(key)));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalStateException("Configuration: " + wrong.getMessage(), wrong);
        }
    }

    private static VaultPlace vault(Properties properties) {
        try {
            return VaultPlace.read(key -> Optional.ofNullable(properties.getProperty(key)));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalStateException("Configuration: " + wrong.getMessage(), wrong);
        }
    }

    private static <T> T read(Properties properties, String key, Function<String, T> parser) {
        String value = properties.getProperty(key);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("Configuration: " + key + " is missing");
        }
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException | DateTimeException wrong) {
            throw new IllegalStateException("Configuration: " + key + " is not valid", wrong);
        }
    }

    private static Currency currency(Properties properties) {
        String key = "chartseal.currency";
        return properties.containsKey(key)
                ? read(properties, key, code -> Currency.getInstance(code.strip()))
                : Currency.getInstance("EUR");
    }

    private static Duration clockBehind(Properties properties) {
        String key = "chartseal.clock.behind";
        return properties.containsKey(key) ? read(properties, key, Duration::parse) : Duration.ofMinutes(1);
    }

    private static URI address(String text) {
        URI address = URI.create(text.strip().replaceAll("/+$", ""));
        if (address.getScheme() == null || address.getHost() == null) {
            throw new IllegalArgumentException("not an absolute http address");
        }
        return address;
    }

    private static String longEnough(String secret) {
        if (secret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException("shorter than " + SHORTEST_SECRET + " characters");
        }
        return secret;
    }

    private static LedgerKind ledgerKind(String text) {
        return switch (text.strip()) {
            case "solo" -> LedgerKind.SOLO;
            case "fabric" -> LedgerKind.FABRIC;
            default -> throw new IllegalArgumentException("neither solo nor fabric");
        };
    }

    private static boolean yesOrNo(String text) {
        return switch (text.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    /** Scheme, host and port of the OpenID provider, as a browser compares origins. */
    public String providerOrigin() {
        return origin(providerUrl);
    }

    /** Scheme, host and port of the portal, as a browser compares origins. */
    public String publicOrigin() {
        return origin(publicUrl);
    }

    /** The portal's host, for which its passkeys sign. */
    public String publicHost() {
        return publicUrl.getHost().toLowerCase(Locale.ROOT);
    }

    /** Whether browsers let the portal's pages use what they keep from pages that anyone on the way could change. */
    public boolean browsersTrustIt() {
        return publicUrl.getScheme().equalsIgnoreCase("https") || publicHost().equals("localhost");
    }

    private static String origin(URI address) {
        String scheme = address.getScheme().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? 443 : 80;
        String port = address.getPort() < 0 || address.getPort() == usual ? "" : ":" + address.getPort();
        return scheme + "://" + address.getHost().toLowerCase(Locale.ROOT) + port;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "PortalConfiguration[" + hospitalName + ", " + publicUrl + ", " + providerUrl + ", " + ledgerKind + "]";
    }
}
