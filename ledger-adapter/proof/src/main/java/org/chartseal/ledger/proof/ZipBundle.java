package org.chartseal.ledger.proof;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A bundle as it was downloaded. */
public final class ZipBundle implements BundleFiles, AutoCloseable {

    private final ZipFile zip;

    /**
     * Opens the file.
     *
     * @throws ZipException when it is no ZIP file, or not whole
     * @throws IOException when it cannot be read
     */
    public ZipBundle(Path file) throws IOException {
        try {
            this.zip = new ZipFile(file.toFile());
        } catch (IllegalArgumentException | EOFException malformed) {
            ZipException notWhole = new ZipException(malformed.getMessage());
            notWhole.initCause(malformed);
            throw notWhole;
        }
    }

    @Override
    public List<String> names() {
        return zip.stream().map(ZipEntry::getName).toList();
    }

    @Override
    public InputStream open(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        InputStream content = entry == null ? null : zip.getInputStream(entry);
        if (content == null) {
            throw new ZipException("no " + name);
        }
        return content;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
