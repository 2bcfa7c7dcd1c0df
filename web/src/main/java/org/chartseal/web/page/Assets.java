package org.chartseal.web.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.ServletContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * Style sheets, scripts, fonts and pictures, held in memory. Their address carries a hash of all of them, so browsers keep
 * them for good and still see every change.
 *
 * <p>Everything in {@code /assets} is served under its path; all style sheets in {@code /assets/css} also as one,
 * {@code css/chartseal.css}. Files from libraries are named in {@code assets.properties}.
 */
@ApplicationScoped
@Named("assets")
public class Assets {

    private static final String ROOT = "/assets/";
    private static final Comparator<String> TOKENS_FIRST = Comparator.comparing(
                    (String path) -> !path.endsWith("/tokens.css"))
            .thenComparing(path -> !path.endsWith("/base.css"))
            .thenComparing(Comparator.naturalOrder());

    private final TreeMap<String, Asset> assets = new TreeMap<>();
    private final String hash;

    @Inject
    Assets(ServletContext context) {
        readFolder(context, ROOT);
        assets.put("css/chartseal.css", asset("x.css", oneStyleSheet()));
        libraryFiles()
                .forEach((name, path) ->
                        assets.put(name.toString(), asset(path.toString(), read(context, path.toString()))));
        hash = hashOfAll();
    }

    /**
     * The address of an asset, for example of {@code css/chartseal.css}.
     *
     * @throws IllegalArgumentException when there is none of that name, since a page that names it is wrong
     */
    public String path(String name) {
        if (!assets.containsKey(name)) {
            throw new IllegalArgumentException("No asset " + name);
        }
        return ROOT + hash + "/" + name;
    }

    /** The asset at that path below {@code /assets/}; the hash in it is not compared. */
    Optional<Asset> at(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? Optional.empty() : Optional.ofNullable(assets.get(path.substring(slash + 1)));
    }

    private void readFolder(ServletContext context, String folder) {
        Set<String> paths = context.getResourcePaths(folder);
        for (String path : paths == null ? Set.<String>of() : paths) {
            if (path.endsWith("/")) {
                readFolder(context, path);
            } else {
                assets.put(path.substring(ROOT.length()), asset(path, read(context, path)));
            }
        }
    }

    private byte[] oneStyleSheet() {
        ByteArrayOutputStream sheet = new ByteArrayOutputStream();
        assets.keySet().stream()
                .filter(path -> path.startsWith("css/"))
                .sorted(TOKENS_FIRST)
                .forEach(path -> sheet.writeBytes(
                        Objects.requireNonNull(assets.get(path)).content()));
        return sheet.toByteArray();
    }

    private static Properties libraryFiles() {
        Properties files = new Properties();
        try (InputStream in = Assets.class.getResourceAsStream("/assets.properties")) {
            files.load(Objects.requireNonNull(in, "assets.properties"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return files;
    }

    private static byte[] read(ServletContext context, String path) {
        try (InputStream in = context.getResourceAsStream(path)) {
            return Objects.requireNonNull(in, path).readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Asset asset(String path, byte[] content) {
        String type = type(path.substring(path.lastIndexOf('.') + 1));
        return new Asset(
                type, content, type.startsWith("font/") || type.equals("image/png") ? content : zipped(content));
    }

    private static byte[] zipped(byte[] content) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return zipped.toByteArray();
    }

    private static String type(String suffix) {
        return switch (suffix) {
            case "css" -> "text/css; charset=utf-8";
            case "js", "mjs" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            case "png" -> "image/png";
            case "woff" -> "font/woff";
            case "woff2" -> "font/woff2";
            case "webmanifest" -> "application/manifest+json";
            default -> "text/plain; charset=utf-8";
        };
    }

    private String hashOfAll() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Map.Entry<String, Asset> entry : assets.entrySet()) {
                digest.update(entry.getKey().getBytes(StandardCharsets.UTF_8));
                digest.update(entry.getValue().content());
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
