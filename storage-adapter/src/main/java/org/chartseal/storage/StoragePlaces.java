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

    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

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

    /** The same places with these credentials. */
    StoragePlaces with(StorageCredentials others) {
        return new StoragePlaces(urls, others, workFolder);
    }

    /** What replicas are behind with, read beside a portal that may be writing it. */
    ReplicaJournal journalAsItIs() {
        try {
            return ReplicaJournal.peek(journalFile());
        } catch (IOException failure) {
            throw new Unavailable("storage", RETRY_AFTER, failure);
        }
    }

    private Path journalFile() {
        return workFolder.resolve("replicas.journal");
    }

    /** The store at one place alone, whatever the others hold. Nothing is asked of it yet. */
    public ObjectStore only(StorageUrl url) {
        return open(url);
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
            ReplicaJournal journal = ReplicaJournal.open(journalFile());
            return new ReplicatedObjectStore(replicas, journal, workFolder);
        } catch (IOException failure) {
            throw new Unavailable("storage", RETRY_AFTER, failure);
        }
    }

    KeptStore open(StorageUrl url) {
        if (url instanceof StorageUrl.S3 s3) {
            return new S3ObjectStore(s3.location(), credentials, workFolder);
        }
        if (url instanceof StorageUrl.Ipfs ipfs) {
            return new IpfsObjectStore(ipfs.location(), credentials, workFolder);
        }
        return new LocalObjectStore(((StorageUrl.Folder) url).path());
    }
}
