package org.chartseal.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.chartseal.domain.documents.ContentPart;
import org.chartseal.domain.documents.KeyVault;
import org.chartseal.domain.documents.KeyWrap;
import org.chartseal.domain.documents.KeyedObject;
import org.chartseal.domain.documents.LockedKey;
import org.chartseal.domain.documents.LockedObject;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectCipher;
import org.chartseal.domain.documents.ObjectContent;
import org.chartseal.domain.documents.ObjectContext;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.documents.ObjectStore;
import org.chartseal.domain.documents.RecipientKey;
import org.chartseal.domain.documents.SealedObject;

/**
 * Sealed objects in any store: a header with the commitment to the object's key, content encrypted by Tink, trailer. The context is
 * bound three times: into the commitment, into each wrap of the key, and into every segment.
 */
public final class TinkObjectCipher implements ObjectCipher {

    private final ObjectStore store;
    private final HpkeRecipients recipients;

    /** Objects that lie in that store, for recipients whose keys that vault protects. */
    public TinkObjectCipher(ObjectStore store, KeyVault vault) {
        this.store = store;
        this.recipients = new HpkeRecipients(vault);
    }

    HpkeRecipients recipients() {
        return recipients;
    }

    @Override
    public RecipientKey draw(UUID recipient) {
        return recipients.draw(recipient);
    }

    @Override
    public Map<ObjectAddress, KeyWrap> rewrap(List<LockedKey> keys, RecipientKey recipient) {
        return recipients.rewrap(keys, recipient);
    }

    @Override
    public KeyedObject seal(ObjectContext context, ObjectContent content, Supplier<List<RecipientKey>> whoMayOpen)
            throws IOException {
        ObjectKey key = ObjectKey.draw(context);
        Sealing sealing = new Sealing(key, content);
        ObjectAddress address = store.put(sealing);
        return new KeyedObject(
                new SealedObject(address, sealing.size, sealing.sha256),
                key.commitment(),
                whoMayOpen.get().stream()
                        .map(recipient -> recipients.wrap(key, context, address, recipient))
                        .toList());
    }

    @Override
    public InputStream open(LockedObject object, KeyWrap wrap, Predicate<ObjectAddress> stored) {
        ObjectKey key = recipients.unwrap(object, wrap);
        requireSound(object.address(), Optional.of(key), stored);
        InputStream in = store.open(object.address());
        try {
            if (!ObjectHeader.read(in).equals(key.header())) {
                throw new IOException("another header than a moment ago");
            }
            return decrypting(key, new BodyStream(in));
        } catch (IOException changedMeanwhile) {
            closeQuietly(in, changedMeanwhile);
            throw ObjectDamage.ALTERED.at(object.address()).causedBy(changedMeanwhile);
        }
    }

    @Override
    public InputStream open(LockedObject object, KeyWrap wrap, Predicate<ObjectAddress> stored, ContentPart part) {
        ObjectKey key = recipients.unwrap(object, wrap);
        return SealedSection.open(store, key, object.address(), part, () -> open(object, wrap, stored));
    }

    @Override
    public void requireIntact(ObjectAddress address, Predicate<ObjectAddress> stored) {
        requireSound(address, Optional.empty(), stored);
    }

    private void requireSound(ObjectAddress address, Optional<ObjectKey> key, Predicate<ObjectAddress> stored) {
        new ObjectExamination(store, stored).examine(address, key).ifPresent(damage -> {
            throw damage.at(address);
        });
    }

    @Override
    public void requireKey(LockedObject object, KeyWrap wrap) {
        recipients.unwrap(object, wrap);
    }

    private static void closeQuietly(InputStream in, Exception because) {
        try {
            in.close();
        } catch (IOException alsoFailed) {
            because.addSuppressed(alsoFailed);
        }
    }

    static InputStream decrypting(ObjectKey key, BodyStream body) throws IOException {
        try {
            return key.cipher().newDecryptingStream(body, key.associatedData());
        } catch (GeneralSecurityException failure) {
            throw new IOException(failure);
        }
    }

    /** Writes one object, and knows its size and digest afterwards. */
    private static final class Sealing implements ObjectContent {

        private final ObjectKey key;
        private final ObjectContent content;
        private long size;
        private String sha256 = "";

        Sealing(ObjectKey key, ObjectContent content) {
            this.key = key;
            this.content = content;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            byte[] header = key.header().encoded();
            SegmentChannel segments = new SegmentChannel(out);
            out.write(header);
            try (WritableByteChannel encrypting = encrypting(segments)) {
                MeasuredOutput plain = new MeasuredOutput(new ArrayOutput(encrypting));
                content.writeTo(plain);
                size = plain.count();
                sha256 = plain.sha256();
            }
            out.write(ObjectTrailer.after(header.length + segments.count));
        }

        private WritableByteChannel encrypting(SegmentChannel segments) throws IOException {
            try {
                return key.cipher().newEncryptingChannel(segments, key.associatedData());
            } catch (GeneralSecurityException failure) {
                throw new IOException(failure);
            }
        }
    }

    /** Takes whole segments as Tink hands them out, which the JDK's own adapter would copy in small pieces; counts their bytes. */
    private static final class SegmentChannel implements WritableByteChannel {

        private final OutputStream out;
        private long count;

        SegmentChannel(OutputStream out) {
            this.out = out;
        }

        @Override
        public int write(ByteBuffer segment) throws IOException {
            int length = segment.remaining();
            out.write(segment.array(), segment.arrayOffset() + segment.position(), length);
            segment.position(segment.limit());
            count += length;
            return length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        /** Tink closes what it wrote to; the object goes on behind it. */
        @Override
        public void close() {
            // whoever made the stream closes it
        }
    }

    /** Hands arrays to a channel as they are. */
    private static final class ArrayOutput extends OutputStream {

        private final WritableByteChannel channel;

        ArrayOutput(WritableByteChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        }
    }
}
