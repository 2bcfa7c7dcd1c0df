package org.chartseal.web.page;

import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Where a page goes on after a form was accepted. */
public final class Redirect {

    private Redirect() {}

    /** Answers "see other" to a path of the portal, for example {@code /reception/day}. */
    public static Response to(String path) {
        if (!path.startsWith("/") || path.startsWith("//")) {
            throw new IllegalArgumentException("Not a path of the portal: " + path);
        }
        return Response.seeOther(URI.create(path)).build();
    }
}
