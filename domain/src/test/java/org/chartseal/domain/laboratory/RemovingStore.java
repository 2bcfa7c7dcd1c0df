package org.chartseal.domain.laboratory;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Consumer;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectContent;
import org.chartseal.domain.documents.ObjectStore;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.domain.testing.TestObjects;

/** Where the objects of a test lie, for whoever only removes; it can be away. */
final class RemovingStore implements ObjectStore {

    private final TestObjects objects;
    boolean away;

    RemovingStore(TestObjects objects) {
        this.objects = objects;
    }

    @Override
    public void remove(ObjectAddress address) {
        if (away) {
            throw new Unavailable("storage", Duration.ofSeconds(1), new IOException("away"));
        }
        objects.remove(address);
    }

    @Override
    public ObjectAddress put(ObjectContent content) {
        throw new UnsupportedOperationException();
    }

    @Override
    public InputStream open(ObjectAddress address) {
        throw new UnsupportedOperationException();
    }

    @Override
    public InputStream open(ObjectAddress address, long from, long length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean holds(ObjectAddress address) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean verify(ObjectAddress address) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long length(ObjectAddress address) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void visit(Consumer<ObjectAddress> visitor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void check() {
        throw new UnsupportedOperationException();
    }
}
