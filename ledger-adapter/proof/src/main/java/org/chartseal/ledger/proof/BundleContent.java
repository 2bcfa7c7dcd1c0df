package org.chartseal.ledger.proof;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Reads files of a bundle that nobody vouches for. */
final class BundleContent {

    /** More than any block or record has; a ZIP file can claim to hold anything. */
    private static final int LONGEST = 256 << 20;

    private final BundleFiles files;

    BundleContent(BundleFiles files) {
        this.files = files;
    }

    /** The whole file; empty when it is missing, cannot be unpacked, or is longer than anything that belongs here. */
    Optional<ByteString> read(String name) {
        try (InputStream in = files.open(name)) {
            byte[] content = in.readNBytes(LONGEST);
            return content.length == LONGEST ? Optional.empty() : Optional.of(ByteString.copyFrom(content));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** The file's SHA-256, hexadecimal, whatever its size; empty when it is missing or cannot be unpacked. */
    Optional<String> sha256(String name) {
        try (DigestInputStream in = new DigestInputStream(files.open(name), digest())) {
            in.transferTo(OutputStream.nullOutputStream());
            return Optional.of(HexFormat.of().formatHex(in.getMessageDigest().digest()));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    static String sha256(ByteString... parts) {
        MessageDigest digest = digest();
        for (ByteString part : parts) {
            digest.update(part.asReadOnlyByteBuffer());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
