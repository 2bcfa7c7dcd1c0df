package org.chartseal.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.chartseal.domain.documents.ObjectStore;
import org.chartseal.domain.shared.Unavailable;

/**
 * Where an installation keeps its objects.
 *
 * @param urls one place, or several that hold the same, the primary one first
 * @param credentials for those that are remote
 * @param workFolder of this machine, for what is on its way and for what replicas are behind with
 */
public record StoragePlaces(List<StorageUrl> urls, StorageCredentials credentials, Path workFolder) {

    public StoragePlaces {
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("no storage address");
        }
        urls = List.copyOf(urls);
    }

    /** One folder of this machine, and nothing else. */
    public static StoragePlaces folder(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        return new StoragePlaces(
                List.of(new StorageUrl.Folder(absolute)), StorageCredentials.NONE, absolute.resolve("work"));
    }

    /** The store at one place alone, whatever the others hold. Nothing is asked of it yet. */
    public ObjectStore only(StorageUrl url) {
        return open(url);
    }

    /**
     * Makes that place a store, if it is none yet.
     *
     * @throws Unavailable when it does not answer
     */
    public void prepare(StorageUrl url) {
        open(url).initialise();
    }

    /**
     * All of them as one store.
     *
     * @throws Unavailable when it cannot be read what replicas are behind with
     */
    KeptStore open() {
        if (urls.size() == 1) {
            return open(urls.get(0));
        }
        List<Replica> replicas =
                urls.stream().map(url -> new Replica(url.text(), open(url))).toList();
        try {
            ReplicaJournal journal = ReplicaJournal.open(workFolder.resolve("replicas.journal"));
            return new ReplicatedObjectStore(replicas, journal, workFolder);
        } catch (IOException failure) {
            throw new Unavailable("storage", Duration.ofSeconds(30), failure);
        }
    }

    private KeptStore open(StorageUrl url) {
        if (url instanceof StorageUrl.S3 s3) {
            return new S3ObjectStore(s3.location(), credentials, workFolder);
        }
        if (url instanceof StorageUrl.Ipfs ipfs) {
            return new IpfsObjectStore(ipfs.location(), credentials, workFolder);
        }
        return new LocalObjectStore(((StorageUrl.Folder) url).path());
    }
}
