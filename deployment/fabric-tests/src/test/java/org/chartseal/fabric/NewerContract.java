package org.chartseal.fabric;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The contract as another build would have made it: the same code and one class more, which makes it another version. */
final class NewerContract {

    private static final String NAME = "chartseal-ledger-contract-";
    private static final String ONE_MORE = "org/chartseal/ledger/contract/OneMore.class";

    private NewerContract() {}

    /** Copies the libraries, the contract among them with its additional class. */
    static Path make(Path libraries, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.newDirectoryStream(libraries)) {
            for (Path file : files) {
                Path copy = to.resolve(file.getFileName().toString());
                if (copy.getFileName().toString().startsWith(NAME)) {
                    addClass(file, copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        return to;
    }

    private static void addClass(Path archive, Path to) throws IOException {
        try (ZipFile from = new ZipFile(archive.toFile());
                ZipOutputStream into = new ZipOutputStream(Files.newOutputStream(to))) {
            ZipEntry any = null;
            for (Enumeration<? extends ZipEntry> all = from.entries(); all.hasMoreElements(); ) {
                ZipEntry each = all.nextElement();
                copy(from, each, into, each.getName());
                any = each.getName().endsWith(".class") ? each : any;
            }
            if (any == null) {
                throw new IllegalStateException("no class in " + archive);
            }
            copy(from, any, into, ONE_MORE);
        }
    }

    private static void copy(ZipFile from, ZipEntry entry, ZipOutputStream into, String name) throws IOException {
        into.putNextEntry(new ZipEntry(name));
        try (InputStream content = from.getInputStream(entry)) {
            content.transferTo(into);
        }
        into.closeEntry();
    }
}
