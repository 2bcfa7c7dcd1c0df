package org.chartseal.ledger.proof;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.chartseal.domain.bundle.BundleManifest;
import org.chartseal.domain.bundle.BundleManifest.File;
import org.chartseal.domain.bundle.BundleManifest.HeldBlock;
import org.chartseal.domain.bundle.BundleManifest.Sealed;

/** A bundle in memory, changed as whoever holds it could: with the list put right after it, where that helps them. */
final class ForgedBundle implements BundleFiles {

    private final Map<String, ByteString> files;
    private BundleManifest manifest;

    ForgedBundle(Map<String, ByteString> files, BundleManifest manifest) {
        this.files = new HashMap<>(files);
        this.manifest = manifest;
        list();
    }

    BundleManifest manifest() {
        return manifest;
    }

    private void list() {
        files.put(BundleManifest.PATH, ByteString.copyFromUtf8(manifest.canonicalText()));
    }

    /** Changes a file and leaves the list as it was. */
    ForgedBundle alter(String name, UnaryOperator<ByteString> change) {
        files.put(name, change.apply(files.getOrDefault(name, ByteString.EMPTY)));
        return this;
    }

    ForgedBundle remove(String name) {
        files.remove(name);
        return this;
    }

    /** Changes a file and has the list name its new hash. */
    ForgedBundle forge(String name, UnaryOperator<ByteString> change) {
        alter(name, change);
        String sha256 = BundleContent.sha256(files.getOrDefault(name, ByteString.EMPTY));
        List<Sealed> records = manifest.records().stream()
                .map(each -> each.path().equals(name)
                        ? new Sealed(each.seal(), sha256, each.salt(), each.header(), each.anchored(), each.files())
                        : each)
                .toList();
        List<HeldBlock> blocks = manifest.blocks().stream()
                .map(each -> each.path().equals(name) ? new HeldBlock(each.number(), sha256) : each)
                .toList();
        return relist(old -> with(old, records, blocks));
    }

    /** Changes the list. */
    ForgedBundle relist(UnaryOperator<BundleManifest> change) {
        manifest = change.apply(manifest);
        list();
        return this;
    }

    /** Changes what the list says of its first record. */
    ForgedBundle relistFirst(UnaryOperator<Sealed> change) {
        List<Sealed> records = new ArrayList<>(manifest.records());
        records.set(0, change.apply(records.get(0)));
        return relist(old -> with(old, records, old.blocks()));
    }

    static BundleManifest with(BundleManifest old, List<Sealed> records, List<HeldBlock> blocks) {
        return new BundleManifest(
                old.patient(),
                old.channel(),
                old.contract(),
                old.head(),
                records,
                old.missing(),
                blocks,
                old.reading());
    }

    static Sealed withFiles(Sealed old, List<File> files) {
        return new Sealed(old.seal(), old.sha256(), old.salt(), old.header(), old.anchored(), files);
    }

    Map<String, ByteString> files() {
        return Map.copyOf(files);
    }

    @Override
    public List<String> names() {
        return List.copyOf(files.keySet());
    }

    @Override
    public InputStream open(String name) throws IOException {
        ByteString content = files.get(name);
        if (content == null) {
            throw new IOException("no " + name);
        }
        return content.newInput();
    }
}
