package org.chartseal.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Brings one spooled object to its key, in one request or in parts. The service computes the checksum of what arrives and refuses what
 * does not have it: MD5, the one that every service knows, against accidents on the way; that the bytes are the right ones shows by
 * their address whenever they are read. An upload in parts becomes visible by its last request, at once, and is given up when one of them fails.
 */
final class S3Upload {

    private static final String BYTES = "application/octet-stream";
    private static final int MOST_PARTS = 10_000;

    private final S3Client client;
    private final String bucket;
    private final String key;
    private final Spool spool;

    S3Upload(S3Client client, String bucket, String key, Spool spool) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
        this.spool = spool;
    }

    /** @param partSize in bytes; what is larger goes in parts of that size, or larger ones where there would be too many */
    void run(long partSize) throws IOException {
        if (spool.length() <= partSize) {
            whole();
        } else {
            inParts(Math.max(partSize, 1 + spool.length() / MOST_PARTS));
        }
    }

    private void whole() throws IOException {
        try (Section all = new Section(0, spool.length())) {
            String checksum = all.md5();
            client.putObject(request -> request.bucket(bucket).key(key).contentMD5(checksum), all.body());
        }
    }

    private void inParts(long partSize) throws IOException {
        String upload = client.createMultipartUpload(
                        request -> request.bucket(bucket).key(key))
                .uploadId();
        boolean complete = false;
        try {
            List<CompletedPart> parts = parts(upload, partSize);
            client.completeMultipartUpload(request ->
                    request.bucket(bucket).key(key).uploadId(upload).multipartUpload(all -> all.parts(parts)));
            complete = true;
        } finally {
            if (!complete) {
                giveUp(upload);
            }
        }
    }

    private List<CompletedPart> parts(String upload, long partSize) throws IOException {
        List<CompletedPart> parts = new ArrayList<>();
        for (long from = 0; from < spool.length(); from += partSize) {
            int number = parts.size() + 1;
            try (Section section = new Section(from, Math.min(partSize, spool.length() - from))) {
                String checksum = section.md5();
                String tag = client.uploadPart(
                                request -> request.bucket(bucket)
                                        .key(key)
                                        .uploadId(upload)
                                        .partNumber(number)
                                        .contentMD5(checksum),
                                section.body())
                        .eTag();
                parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
            }
        }
        return parts;
    }

    /** Parts that stay because this fails too are never visible; a rule of the bucket removes them. */
    private void giveUp(String upload) {
        try {
            client.abortMultipartUpload(
                    request -> request.bucket(bucket).key(key).uploadId(upload));
        } catch (SdkException theFirstFailureCounts) {
            // the put already fails
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Some of the file's bytes, which the client reads more than once when it tries again. */
    private final class Section implements ContentStreamProvider, AutoCloseable {

        private final long from;
        private final long length;
        private @Nullable InputStream last;

        Section(long from, long length) {
            this.from = from;
            this.length = length;
        }

        RequestBody body() {
            return RequestBody.fromContentProvider(this, length, BYTES);
        }

        String md5() throws IOException {
            MessageDigest digest = digest();
            try (InputStream in = new DigestInputStream(FileSection.open(spool.file(), from, length), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return Base64.getEncoder().encodeToString(digest.digest());
        }

        @Override
        public InputStream newStream() {
            try {
                close();
                InputStream in = FileSection.open(spool.file(), from, length);
                last = in;
                return in;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        @Override
        public void close() throws IOException {
            if (last != null) {
                last.close();
            }
        }
    }
}
