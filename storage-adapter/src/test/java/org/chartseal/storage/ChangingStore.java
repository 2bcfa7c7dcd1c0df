package org.chartseal.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectContent;
import org.chartseal.domain.documents.ObjectStore;

/** A store that answers the true bytes once and changed ones ever after. */
final class ChangingStore implements ObjectStore {

    private final ObjectStore truth;
    private final ObjectAddress changes;
    private final byte[] later;
    private boolean answered;

    ChangingStore(ObjectStore truth, ObjectAddress changes, byte[] later) {
        this.truth = truth;
        this.changes = changes;
        this.later = later.clone();
    }

    @Override
    public InputStream open(ObjectAddress address) {
        if (address.equals(changes) && answered) {
            return new ByteArrayInputStream(later);
        }
        answered = true;
        return truth.open(address);
    }

    @Override
    public InputStream open(ObjectAddress address, long from, long length) {
        return truth.open(address, from, length);
    }

    @Override
    public ObjectAddress put(ObjectContent content) throws IOException {
        return truth.put(content);
    }

    @Override
    public boolean holds(ObjectAddress address) {
        return truth.holds(address);
    }

    @Override
    public boolean verify(ObjectAddress address) {
        return truth.verify(address);
    }

    @Override
    public long length(ObjectAddress address) {
        return truth.length(address);
    }

    @Override
    public void remove(ObjectAddress address) {
        truth.remove(address);
    }

    @Override
    public void visit(Consumer<ObjectAddress> visitor) {
        truth.visit(visitor);
    }

    @Override
    public void check() {
        truth.check();
    }
}
