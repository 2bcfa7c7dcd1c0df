package org.chartseal.launcher.installation;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the owner of an installation wants otherwise than the launcher has it: keys of the portal in
 * {@code settings.properties} of the data directory. The key that names a part's place replaces that part by an external one.
 */
public final class Settings {
    static final String FILE = "settings.properties";

    public static final String DATABASE = "chartseal.db";
    public static final String SIGN_IN_DATABASE = "chartseal.sign-in.db";
    public static final String SIGN_IN = "chartseal.oidc.provider-url";
    public static final String LEDGER = "chartseal.ledger.profile";
    public static final String LEDGER_KIND = "chartseal.ledger.kind";

    public static final String STORAGE = "chartseal.storage.dir";
    public static final String STORAGE_URL = "chartseal.storage.url";
    public static final String STORAGE_S3 = "chartseal.storage.s3";
    public static final String VAULT = "chartseal.vault";
    public static final String VAULT_MODULE = "chartseal.vault.pkcs11";
    public static final String STORAGE_IPFS_AUTHORIZATION = "chartseal.storage.ipfs.authorization";

    private static final Set<String> KNOWN = Set.of(
            DATABASE + ".url",
            DATABASE + ".user",
            DATABASE + ".password",
            DATABASE + ".pool",
            SIGN_IN_DATABASE + ".url",
            SIGN_IN_DATABASE + ".user",
            SIGN_IN_DATABASE + ".password",
            SIGN_IN,
            "chartseal.oidc.client-id",
            "chartseal.oidc.client-secret",
            "chartseal.keycloak.admin-url",
            "chartseal.keycloak.admin-client-id",
            "chartseal.keycloak.admin-client-secret",
            LEDGER,
            LEDGER_KIND,
            STORAGE,
            STORAGE_URL,
            STORAGE_S3 + ".access-key",
            STORAGE_S3 + ".secret-key",
            STORAGE_IPFS_AUTHORIZATION,
            VAULT + ".file",
            VAULT_MODULE + ".module",
            VAULT_MODULE + ".slot",
            VAULT_MODULE + ".pin-file",
            VAULT_MODULE + ".label",
            "chartseal.zone",
            "chartseal.currency",
            "chartseal.hospital.name",
            "chartseal.mail.smtp.host",
            "chartseal.mail.smtp.port",
            "chartseal.mail.smtp.starttls",
            "chartseal.mail.smtp.user",
            "chartseal.scan.url",
            "chartseal.scan.away",
            "chartseal.mail.smtp.password",
            "chartseal.mail.from",
            "chartseal.mail.administrator",
            "chartseal.max-post-size");

    private final Path file;
    private final Map<String, String> values;

    private Settings(Path file, Map<String, String> values) {
        this.file = file;
        this.values = new TreeMap<>(values);
    }

    /**
     * Reads the file, if there is one, and makes it its owner's alone: passwords are in it.
     *
     * @throws LauncherFailure that names what is wrong in it
     */
    static Settings read(Path file) {
        if (!Files.exists(file)) {
            return new Settings(file, Map.of());
        }
        try {
            PrivateFiles.close(file);
            Properties properties = new Properties();
            properties.load(new StringReader(Files.readString(file)));
            Map<String, String> values = new TreeMap<>();
            properties
                    .stringPropertyNames()
                    .forEach(key -> values.put(key, properties.getProperty(key).strip()));
            return new Settings(file, values).checked();
        } catch (IOException | IllegalArgumentException e) {
            throw new LauncherFailure("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private Settings checked() {
        for (String key : values.keySet()) {
            if (!KNOWN.contains(key)) {
                throw new LauncherFailure(file + " sets " + key + ", which nothing reads.");
            }
        }
        complete(DATABASE + ".url", DATABASE + ".user", DATABASE + ".password");
        complete(SIGN_IN_DATABASE + ".url", SIGN_IN_DATABASE + ".user", SIGN_IN_DATABASE + ".password");
        complete(SIGN_IN, "chartseal.oidc.client-id", "chartseal.oidc.client-secret");
        complete(STORAGE_S3 + ".access-key", STORAGE_S3 + ".secret-key");
        if (has(DATABASE + ".url") && !has(SIGN_IN) && !has(SIGN_IN_DATABASE + ".url")) {
            throw new LauncherFailure(file + " sets " + DATABASE + ".url, so no database is started here. Set "
                    + SIGN_IN_DATABASE + ".url, .user and .password as well: a database for the accounts.");
        }
        if (has(LEDGER)) {
            values.putIfAbsent(LEDGER_KIND, "fabric");
        }
        return this;
    }

    private void complete(String first, String... others) {
        boolean set = has(first);
        for (String other : List.of(others)) {
            if (set != has(other)) {
                throw new LauncherFailure(
                        file + " sets " + (set ? first : other) + ", but not " + (set ? other : first) + ".");
            }
        }
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    public Optional<String> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** A value that is known to be set. */
    public String get(String key) {
        return find(key).orElseThrow(() -> new LauncherFailure(file + " does not set " + key + "."));
    }

    /** All that the owner set. */
    public Map<String, String> all() {
        return Map.copyOf(values);
    }
}
