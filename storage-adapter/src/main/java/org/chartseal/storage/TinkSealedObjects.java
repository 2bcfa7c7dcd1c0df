package org.chartseal.storage;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.chartseal.domain.documents.KeyVault;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectContent;
import org.chartseal.domain.documents.ObjectContext;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.documents.ObjectStore;
import org.chartseal.domain.documents.SealedObject;
import org.chartseal.domain.documents.SealedObjects;
import org.chartseal.domain.shared.Refused;

/**
 * Sealed objects in any store: header with the wrapped data key, content encrypted by Tink, trailer. The context is bound
 * twice: the wrapped key names it, and every segment is authenticated with it.
 */
public final class TinkSealedObjects implements SealedObjects {

    private final ObjectStore store;
    private final KeyVault vault;

    /** Objects that lie in that store and whose keys that vault wraps. */
    public TinkSealedObjects(ObjectStore store, KeyVault vault) {
        this.store = store;
        this.vault = vault;
    }

    @Override
    public SealedObject seal(ObjectContext context, ObjectContent content) throws IOException {
        DataKey key = DataKey.draw(context);
        ObjectHeader header = new ObjectHeader(key.wrap(vault));
        Sealing sealing = new Sealing(key, header, content);
        ObjectAddress address = store.put(sealing);
        return new SealedObject(address, sealing.size, sealing.sha256);
    }

    @Override
    public InputStream open(ObjectContext context, ObjectAddress address) {
        Optional<ObjectDamage> damage = new ObjectExamination(store, vault).examine(context, address);
        if (damage.isPresent()) {
            throw damage.get().at(address);
        }
        InputStream in = store.open(address);
        try {
            return decrypting(vault, in);
        } catch (IOException | Refused changedMeanwhile) {
            closeQuietly(in, changedMeanwhile);
            throw ObjectDamage.ALTERED.at(address).causedBy(changedMeanwhile);
        }
    }

    private static void closeQuietly(InputStream in, Exception because) {
        try {
            in.close();
        } catch (IOException alsoFailed) {
            because.addSuppressed(alsoFailed);
        }
    }

    private static InputStream decrypting(KeyVault vault, InputStream in) throws IOException {
        ObjectHeader header = ObjectHeader.read(in);
        return decrypting(DataKey.unwrap(vault, header.wrappedKey()), header, new BodyStream(in));
    }

    static InputStream decrypting(DataKey key, ObjectHeader header, BodyStream body) throws IOException {
        try {
            return key.cipher().newDecryptingStream(body, key.associatedData(header));
        } catch (GeneralSecurityException failure) {
            throw new IOException(failure);
        }
    }

    /** Writes one object, and knows its size and digest afterwards. */
    private static final class Sealing implements ObjectContent {

        private final DataKey key;
        private final ObjectHeader header;
        private final ObjectContent content;
        private long size;
        private String sha256 = "";

        Sealing(DataKey key, ObjectHeader header, ObjectContent content) {
            this.key = key;
            this.header = header;
            this.content = content;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            MeasuredOutput stored = new MeasuredOutput(new UnclosedOutput(out));
            stored.write(header.encoded());
            try (OutputStream encrypting = encrypting(stored)) {
                MeasuredOutput plain = new MeasuredOutput(encrypting);
                content.writeTo(plain);
                size = plain.count();
                sha256 = plain.sha256();
            }
            out.write(ObjectTrailer.after(stored.count()));
        }

        private OutputStream encrypting(OutputStream stored) throws IOException {
            try {
                return key.cipher().newEncryptingStream(stored, key.associatedData(header));
            } catch (GeneralSecurityException failure) {
                throw new IOException(failure);
            }
        }
    }

    /** Tink closes what it wrote to; the object goes on behind it. */
    private static final class UnclosedOutput extends FilterOutputStream {

        UnclosedOutput(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
