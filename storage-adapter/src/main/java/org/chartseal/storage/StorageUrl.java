package org.chartseal.storage;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where objects lie, as an installation's owner writes it: an absolute path or {@code file:} address, {@code s3://bucket/prefix}, or
 * {@code ipfs+http://host:port}. It holds no secrets and may be logged.
 */
public sealed interface StorageUrl permits StorageUrl.Folder, StorageUrl.S3, StorageUrl.Ipfs {

    /** The address in one form, however it was written; names this storage to people and in files. */
    String text();

    /**
     * A folder of this machine.
     *
     * @param path absolute
     */
    record Folder(Path path) implements StorageUrl {
        @Override
        public String text() {
            return "file:" + path;
        }
    }

    /** A bucket. */
    record S3(S3Location location) implements StorageUrl {
        @Override
        public String text() {
            String shown = "s3://" + location.bucket() + "/" + location.prefix();
            return location.endpoint()
                    .map(endpoint -> shown + "?endpoint=" + endpoint)
                    .orElse(shown);
        }
    }

    /** An IPFS node. */
    record Ipfs(IpfsLocation location) implements StorageUrl {
        @Override
        public String text() {
            return "ipfs+" + location.api() + location.folder();
        }
    }

    /**
     * Reads the setting: one address, or several with white space or commas between them, the primary one first.
     *
     * @throws IllegalArgumentException that says in words what is wrong, and repeats no secret
     */
    static List<StorageUrl> parseAll(String setting) {
        List<StorageUrl> all = new ArrayList<>();
        for (String text : setting.strip().split("[\\s,]+", -1)) {
            all.add(parse(text));
        }
        Set<String> places = new HashSet<>();
        for (StorageUrl url : all) {
            if (!places.add(url.text())) {
                throw new IllegalArgumentException(url.text() + " is named twice; a replica is another place");
            }
        }
        return List.copyOf(all);
    }

    /**
     * Reads one address.
     *
     * @throws IllegalArgumentException that says in words what is wrong, and repeats no secret
     */
    static StorageUrl parse(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a storage address is empty");
        }
        int colon = text.indexOf(':');
        String scheme = colon < 0 ? "" : text.substring(0, colon);
        return switch (scheme) {
            case "" -> plain(text);
            case "file" -> file(text);
            case "s3" -> s3(uri(text));
            case "ipfs+http", "ipfs+https" -> ipfs(uri(text));
            default ->
                throw new IllegalArgumentException("a storage address begins with " + scheme
                        + ":, which is none of file:, s3:, ipfs+http:, ipfs+https: or a plain path");
        };
    }

    private static Path folder(String path) {
        try {
            return Path.of(path).toAbsolutePath().normalize();
        } catch (InvalidPathException wrong) {
            throw new IllegalArgumentException("a storage folder is no valid path", wrong);
        }
    }

    private static StorageUrl plain(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a storage folder needs an absolute path, as in /srv/objects");
        }
        return new Folder(folder(path));
    }

    private static StorageUrl file(String text) {
        URI uri = uri(text);
        if (uri.getAuthority() != null || uri.getPath() == null || uri.getQuery() != null) {
            throw new IllegalArgumentException("a file: address needs an absolute path, as in file:/srv/objects");
        }
        return new Folder(folder(uri.getPath()));
    }

    private static StorageUrl s3(URI uri) {
        String bucket = Optional.ofNullable(uri.getAuthority()).orElse("");
        if (!bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
            throw new IllegalArgumentException("an s3: address needs the name of a bucket, as in s3://bucket/prefix");
        }
        Map<String, String> options = options(uri, Set.of("endpoint", "region", "path-style", "profile"));
        Optional<URI> endpoint = Optional.ofNullable(options.get("endpoint")).map(StorageUrl::endpoint);
        String region = options.getOrDefault("region", "us-east-1");
        if (endpoint.isEmpty() && !options.containsKey("region")) {
            throw new IllegalArgumentException("an s3: address without endpoint= is Amazon's and needs region=");
        }
        String prefix = uri.getPath().replaceFirst("^/", "").replaceFirst("/+$", "");
        return new S3(new S3Location(
                bucket,
                prefix.isEmpty() ? "" : prefix + "/",
                endpoint,
                region,
                yesOrNo(options.getOrDefault("path-style", "false")),
                Optional.ofNullable(options.get("profile"))));
    }

    private static URI endpoint(String text) {
        URI endpoint = uri(text);
        boolean web = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
        if (!web || endpoint.getHost() == null || endpoint.getQuery() != null) {
            throw new IllegalArgumentException("endpoint= of an s3: address is no http: or https: address");
        }
        return endpoint;
    }

    private static StorageUrl ipfs(URI uri) {
        if (uri.getHost() == null || uri.getPort() < 0) {
            throw new IllegalArgumentException(
                    "an ipfs+http: address needs host and port of the node's RPC API, as in ipfs+http://127.0.0.1:5001");
        }
        options(uri, Set.of());
        String scheme = uri.getScheme().substring("ipfs+".length());
        String folder = uri.getPath().replaceFirst("/+$", "");
        return new Ipfs(new IpfsLocation(
                URI.create(scheme + "://" + uri.getRawAuthority()), folder.isEmpty() ? "/chartseal" : folder));
    }

    private static URI uri(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException wrong) {
            throw new IllegalArgumentException("a storage address is malformed: " + wrong.getReason(), null);
        }
        if (Optional.ofNullable(uri.getRawAuthority()).orElse("").contains("@")) {
            throw new IllegalArgumentException("a storage address holds credentials; set them as"
                    + " chartseal.storage.s3.access-key, .secret-key or chartseal.storage.ipfs.authorization");
        }
        if (uri.getFragment() != null) {
            throw new IllegalArgumentException("a storage address has no part after #");
        }
        return uri;
    }

    private static Map<String, String> options(URI uri, Set<String> known) {
        Map<String, String> options = new TreeMap<>();
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        Arrays.stream(query.split("&")).filter(part -> !part.isEmpty()).forEach(part -> {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            if (!known.contains(name)) {
                throw new IllegalArgumentException("a storage address does not know " + name + "=, only "
                        + (known.isEmpty()
                                ? "a path"
                                : String.join(", ", known.stream().sorted().toList())));
            }
            String value = equals < 0 ? "" : URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8);
            if (value.isBlank() || options.put(name, value) != null) {
                throw new IllegalArgumentException("a storage address needs one value for " + name + "=");
            }
        });
        return options;
    }

    private static boolean yesOrNo(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("path-style= of an s3: address is neither true nor false");
        };
    }
}
