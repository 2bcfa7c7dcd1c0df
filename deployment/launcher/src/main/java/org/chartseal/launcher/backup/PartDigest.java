package org.chartseal.launcher.backup;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts the entries of one part of a backup, and hashes them: each one's name and content, with their lengths before them. */
final class PartDigest {
    private final MessageDigest digest = sha256();
    private long entries;
    private long bytes;

    void begin(String name, long length) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
        digest.update(text);
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(length).array());
        entries++;
        bytes += length;
    }

    void update(byte[] content, int offset, int length) {
        digest.update(content, offset, length);
    }

    Manifest.Part done(String part) {
        return new Manifest.Part(part, entries, bytes, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
