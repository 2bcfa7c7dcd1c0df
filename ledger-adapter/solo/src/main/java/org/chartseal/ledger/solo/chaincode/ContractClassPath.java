package org.chartseal.ledger.solo.chaincode;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.hyperledger.fabric.shim.ChaincodeBase;

/**
 * Where contracts can be. The shim looks for them in every class of the class path, which takes seconds; it takes the
 * class path from the system property, so while it looks, that names only the places that may hold any.
 */
final class ContractClassPath {

    private static final String PROPERTY = "java.class.path";
    private static final String CONTRACTS = "chartseal-ledger-contract";

    private final String whole = System.getProperty(PROPERTY, "");

    private ContractClassPath() {}

    /** Narrows the property until {@link #restore}. */
    static ContractClassPath narrow() {
        ContractClassPath narrowed = new ContractClassPath();
        try {
            System.setProperty(
                    PROPERTY, places().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return narrowed;
    }

    void restore() {
        System.setProperty(PROPERTY, whole);
    }

    private static Set<Path> places() throws IOException {
        Set<Path> places = new LinkedHashSet<>();
        ClassLoader loader = ContractClassPath.class.getClassLoader();
        for (URL folder : Collections.list(loader.getResources(""))) {
            if (folder.getProtocol().equals("file")) {
                places.add(path(folder));
            }
        }
        for (URL manifest : Collections.list(loader.getResources("META-INF/MANIFEST.MF"))) {
            if (manifest.openConnection() instanceof JarURLConnection jar) {
                Path file = path(jar.getJarFileURL());
                if (String.valueOf(file.getFileName()).startsWith(CONTRACTS)) {
                    places.add(file);
                }
            }
        }
        places.add(
                path(ChaincodeBase.class.getProtectionDomain().getCodeSource().getLocation()));
        return places;
    }

    private static Path path(URL place) {
        try {
            URI uri = place.toURI();
            return Path.of(uri);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("class path entry without a path: " + place, e);
        }
    }
}
