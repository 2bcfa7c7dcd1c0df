package org.chartseal.storage;

import static org.chartseal.storage.KeptStore.unavailable;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.shared.ChartsealException;
import org.chartseal.domain.shared.Refused;

/**
 * Objects in an IPFS node. A node names content by a digest over its blocks, which is not the digest of the bytes; which CID an
 * object has is kept in the node's own file system, as {@code <folder>/ab/cd/<hex>}. What lies there is pinned, and what is
 * removed is unpinned, unlinked and collected at once, so that its blocks leave the node.
 */
public final class IpfsObjectStore implements KeptStore {

    private static final String PROBE = "-check";
    private static final String NOTHING_THERE = "file does not exist";
    private static final String OCCUPIED = "already has entry by that name";
    private static final String NOT_PINNED = "not pinned";

    private final Kubo node;
    private final String folder;
    private final Path spoolFolder;
    private final RecentWrite lastWrite = new RecentWrite();

    IpfsObjectStore(IpfsLocation location, StorageCredentials credentials, Path spoolFolder) {
        this.node = new Kubo(location.api(), credentials.ipfsAuthorization());
        this.folder = location.folder();
        this.spoolFolder = spoolFolder;
    }

    @Override
    public Path spoolFolder() {
        return spoolFolder;
    }

    @Override
    public void keep(Spool spool) {
        ObjectAddress address = spool.address();
        if (holds(address)) {
            if (verify(address)) {
                return;
            }
            // The node would not write blocks again that it believes to have.
            remove(address);
        }
        try {
            link(add(spool.file()), address);
            lastWrite.now();
        } catch (IOException failure) {
            throw unavailable(failure);
        }
    }

    private String add(Path file) throws IOException {
        String answer = node.upload(
                BodyPublishers.ofFile(file),
                "add",
                "cid-version",
                "1",
                "raw-leaves",
                "true",
                "pin",
                "true",
                "progress",
                "false");
        return Kubo.json(answer).getString("Hash");
    }

    private void link(String cid, ObjectAddress address) throws IOException {
        try {
            node.call(Kubo.SHORT, "files/cp", "arg", "/ipfs/" + cid, "arg", path(address), "parents", "true");
        } catch (Kubo.Refusal refusal) {
            if (!refusal.says(OCCUPIED) || !cidOf(address).equals(Optional.of(cid))) {
                throw refusal;
            }
        }
    }

    @Override
    public InputStream open(ObjectAddress address) {
        long length = length(address);
        try {
            InputStream in = node.stream("files/read", "arg", path(address));
            return new WholeInput(in, length, () -> closeQuietly(in));
        } catch (IOException failure) {
            throw missingOrUnavailable(address, failure);
        }
    }

    @Override
    public InputStream open(ObjectAddress address, long from, long length) {
        long there = Math.min(length, length(address) - from);
        if (there <= 0) {
            return InputStream.nullInputStream();
        }
        try {
            InputStream in = node.stream(
                    "files/read", "arg", path(address), "offset", Long.toString(from), "count", Long.toString(there));
            return new WholeInput(in, there, () -> closeQuietly(in));
        } catch (IOException failure) {
            throw missingOrUnavailable(address, failure);
        }
    }

    private static void closeQuietly(InputStream in) {
        try {
            in.close();
        } catch (IOException nobodyReadsItAnyMore) {
            // given up
        }
    }

    @Override
    public boolean holds(ObjectAddress address) {
        try {
            length(address);
            return true;
        } catch (Refused missing) {
            return false;
        }
    }

    @Override
    public long length(ObjectAddress address) {
        try {
            return node.ask("files/stat", "arg", path(address))
                    .getJsonNumber("Size")
                    .longValue();
        } catch (IOException failure) {
            throw missingOrUnavailable(address, failure);
        }
    }

    /** Unlinked last: a removal that was interrupted before finds the object again, and one after it collects once more. */
    @Override
    public void remove(ObjectAddress address) {
        try {
            Optional<String> cid = cidOf(address);
            if (cid.isPresent()) {
                unpin(cid.get());
                unlink(address);
            }
            collect();
        } catch (IOException failure) {
            throw unavailable(failure);
        }
    }

    private Optional<String> cidOf(ObjectAddress address) throws IOException {
        try {
            return Optional.of(node.ask("files/stat", "arg", path(address)).getString("Hash"));
        } catch (Kubo.Refusal refusal) {
            return absent(refusal, Optional.empty());
        }
    }

    private void unpin(String cid) throws IOException {
        try {
            node.call(Kubo.SHORT, "pin/rm", "arg", cid);
        } catch (Kubo.Refusal refusal) {
            if (!refusal.says(NOT_PINNED)) {
                throw refusal;
            }
        }
    }

    private void unlink(ObjectAddress address) throws IOException {
        try {
            node.call(Kubo.SHORT, "files/rm", "arg", path(address));
        } catch (Kubo.Refusal refusal) {
            absent(refusal, address);
        }
    }

    /** The node answers with a line for each block that it deleted, and for each that it could not. */
    private void collect() throws IOException {
        String removed = node.call(Kubo.LONG, "repo/gc", "stream-errors", "true");
        List<String> failures = removed.lines()
                .filter(line -> line.contains("\"Error\":\"") && !line.contains("\"Error\":\"\""))
                .toList();
        if (!failures.isEmpty()) {
            throw new IOException("the node could not delete " + failures.size() + " blocks: " + failures.get(0));
        }
    }

    @Override
    public void visit(Consumer<ObjectAddress> visitor) {
        for (String first : names(folder)) {
            for (String second : names(folder + "/" + first)) {
                String upper = first + "/" + second;
                for (String name : names(folder + "/" + upper)) {
                    ObjectPath.addressAt(upper + "/" + name).ifPresent(visitor);
                }
            }
        }
    }

    private List<String> names(String directory) {
        try {
            JsonValue entries = node.ask("files/ls", "arg", directory).get("Entries");
            List<String> names = new ArrayList<>();
            if (entries != null && entries.getValueType() == JsonValue.ValueType.ARRAY) {
                entries.asJsonArray()
                        .getValuesAs(JsonObject.class)
                        .forEach(entry -> names.add(entry.getString("Name")));
            }
            return names;
        } catch (IOException failure) {
            throw unavailable(failure);
        }
    }

    /** Writes, if nothing was written within a minute: a full disk does not show otherwise. */
    @Override
    public void check() {
        try {
            if (lastWrite.isRecent()) {
                node.ask("files/stat", "arg", folder);
            } else {
                probe();
                lastWrite.now();
            }
        } catch (IOException failure) {
            throw unavailable(failure);
        }
    }

    private void probe() throws IOException {
        String changing = Long.toString(System.nanoTime());
        node.upload(
                BodyPublishers.ofString(changing),
                "files/write",
                "arg",
                folder + PROBE,
                "create",
                "true",
                "truncate",
                "true");
    }

    @Override
    public boolean isNew() {
        try {
            node.ask("files/stat", "arg", folder);
            return false;
        } catch (Kubo.Refusal refusal) {
            if (refusal.says(NOTHING_THERE)) {
                return true;
            }
            throw unavailable(refusal);
        } catch (IOException failure) {
            throw unavailable(failure);
        }
    }

    @Override
    public void initialise() {
        try {
            node.call(Kubo.SHORT, "files/mkdir", "arg", folder, "parents", "true");
        } catch (IOException failure) {
            throw unavailable(failure);
        }
    }

    private ChartsealException missingOrUnavailable(ObjectAddress address, IOException failure) {
        boolean missing = failure instanceof Kubo.Refusal refusal && refusal.says(NOTHING_THERE);
        if (!missing) {
            return unavailable(failure);
        }
        try {
            node.ask("files/stat", "arg", folder);
            return ObjectDamage.MISSING.at(address).causedBy(failure);
        } catch (IOException noStoreHere) {
            return unavailable(noStoreHere);
        }
    }

    private static <T> T absent(Kubo.Refusal refusal, T whenAbsent) throws Kubo.Refusal {
        if (refusal.says(NOTHING_THERE)) {
            return whenAbsent;
        }
        throw refusal;
    }

    private String path(ObjectAddress address) {
        return folder + "/" + ObjectPath.of(address);
    }
}
