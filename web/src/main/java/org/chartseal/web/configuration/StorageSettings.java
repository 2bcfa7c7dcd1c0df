package org.chartseal.web.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.chartseal.storage.StorageCredentials;
import org.chartseal.storage.StoragePlaces;
import org.chartseal.storage.StorageUrl;

/**
 * The settings of the storage: {@code chartseal.storage.url} names the places, and without it the folder
 * {@code chartseal.storage.dir} is the only one.
 */
final class StorageSettings {

    private static final String URL = "chartseal.storage.url";
    private static final String FOLDER = "chartseal.storage.dir";
    private static final String ACCESS_KEY = "chartseal.storage.s3.access-key";
    private static final String SECRET_KEY = "chartseal.storage.s3.secret-key";
    private static final String AUTHORIZATION = "chartseal.storage.ipfs.authorization";

    private StorageSettings() {}

    /** @throws IllegalStateException that names the key that is wrong and says what about it; no secret is repeated */
    static StoragePlaces read(Properties properties) {
        Path folder = PortalConfiguration.read(properties, FOLDER, Path::of);
        Optional<String> urls = find(properties, URL);
        StorageCredentials credentials = credentials(properties);
        if (urls.isEmpty()) {
            return StoragePlaces.folder(folder);
        }
        return new StoragePlaces(parse(urls.get()), credentials, folder.resolve("work"));
    }

    private static List<StorageUrl> parse(String urls) {
        try {
            return StorageUrl.parseAll(urls);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalStateException("Configuration: " + URL + " is not valid: " + wrong.getMessage(), wrong);
        }
    }

    private static StorageCredentials credentials(Properties properties) {
        Optional<String> accessKey = find(properties, ACCESS_KEY);
        Optional<String> secretKey = find(properties, SECRET_KEY);
        if (accessKey.isPresent() != secretKey.isPresent()) {
            throw new IllegalStateException("Configuration: " + ACCESS_KEY + " and " + SECRET_KEY + " go together");
        }
        return new StorageCredentials(accessKey, secretKey, find(properties, AUTHORIZATION));
    }

    private static Optional<String> find(Properties properties, String key) {
        return Optional.ofNullable(properties.getProperty(key))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }
}
