package org.chartseal.domain.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a bundle's files, one after the other, and remembers which there are. */
final class BundleZip {

    private final ZipOutputStream zip;
    private final Set<String> paths = new HashSet<>();

    BundleZip(OutputStream output) {
        this.zip = new ZipOutputStream(output);
    }

    /** Writes a file's content. */
    @FunctionalInterface
    interface Writing {

        void to(OutputStream output) throws IOException;
    }

    boolean has(String path) {
        return paths.contains(path);
    }

    /** Answers the content's SHA-256, hexadecimal. */
    String put(String path, byte[] content) throws IOException {
        return put(path, new ByteArrayInputStream(content));
    }

    String put(String path, InputStream content) throws IOException {
        return put(path, content::transferTo);
    }

    String put(String path, Writing content) throws IOException {
        paths.add(path);
        zip.putNextEntry(new ZipEntry(path));
        DigestOutputStream digested = new DigestOutputStream(zip, sha256());
        content.to(digested);
        zip.closeEntry();
        return HexFormat.of().formatHex(digested.getMessageDigest().digest());
    }

    /** The file is whole only after this. */
    void finish() throws IOException {
        zip.finish();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
