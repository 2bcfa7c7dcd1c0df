package org.chartseal.storage;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the storage: {@value #URL} names the places, and without it the folder {@value #FOLDER} is the only one.
 */
public final class StorageSettings {

    /** Names the folder of the objects, or of what is on its way to them. */
    public static final String FOLDER = "chartseal.storage.dir";

    /** Names one place or several. */
    public static final String URL = "chartseal.storage.url";

    private static final String ACCESS_KEY = "chartseal.storage.s3.access-key";
    private static final String SECRET_KEY = "chartseal.storage.s3.secret-key";
    private static final String AUTHORIZATION = "chartseal.storage.ipfs.authorization";

    private StorageSettings() {}

    /**
     * Reads them.
     *
     * @param value of a key, if it is set
     * @throws IllegalArgumentException that names the key that is wrong and says what about it; no secret is repeated
     */
    public static StoragePlaces read(Function<String, Optional<String>> value) {
        Function<String, Optional<String>> settings =
                key -> value.apply(key).map(String::strip).filter(text -> !text.isEmpty());
        Path folder = folder(settings.apply(FOLDER).orElseThrow(() -> wrong(FOLDER + " is missing", null)));
        StorageCredentials credentials = credentials(settings);
        return settings.apply(URL)
                .map(urls -> new StoragePlaces(parse(urls), credentials, folder.resolve("work")))
                .orElseGet(() -> StoragePlaces.folder(folder).with(credentials));
    }

    private static Path folder(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException malformed) {
            throw wrong(FOLDER + " is not valid", malformed);
        }
    }

    private static List<StorageUrl> parse(String urls) {
        try {
            return StorageUrl.parseAll(urls);
        } catch (IllegalArgumentException malformed) {
            throw wrong(URL + " is not valid: " + malformed.getMessage(), malformed);
        }
    }

    private static StorageCredentials credentials(Function<String, Optional<String>> settings) {
        Optional<String> accessKey = settings.apply(ACCESS_KEY);
        Optional<String> secretKey = settings.apply(SECRET_KEY);
        if (accessKey.isPresent() != secretKey.isPresent()) {
            throw wrong(ACCESS_KEY + " and " + SECRET_KEY + " go together", null);
        }
        return new StorageCredentials(accessKey, secretKey, settings.apply(AUTHORIZATION));
    }

    private static IllegalArgumentException wrong(String what, @Nullable Exception cause) {
        return new IllegalArgumentException(what, cause);
    }
}
