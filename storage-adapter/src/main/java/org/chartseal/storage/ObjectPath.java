package org.chartseal.storage;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chartseal.domain.documents.ObjectAddress;

/** Where an object lies under the root of any store: {@code ab/cd/<hex>}, so that no folder grows too large. */
final class ObjectPath {

    private static final Pattern PATH = Pattern.compile("([0-9a-f]{2})/([0-9a-f]{2})/(\\1\\2[0-9a-f]{60})");

    private ObjectPath() {}

    static String of(ObjectAddress address) {
        String hex = address.hex();
        return hex.substring(0, 2) + "/" + hex.substring(2, 4) + "/" + hex;
    }

    /** Whose path that is; empty when it is none of an object. */
    static Optional<ObjectAddress> addressAt(String path) {
        Matcher matcher = PATH.matcher(path);
        return matcher.matches() ? Optional.of(new ObjectAddress(matcher.group(3))) : Optional.empty();
    }
}
