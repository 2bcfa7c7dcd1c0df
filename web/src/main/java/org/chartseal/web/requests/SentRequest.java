package org.chartseal.web.requests;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import java.util.List;

/** What the form for a request sends. */
public final class SentRequest {

    @FormParam("party")
    @DefaultValue("")
    private String party = "";

    @FormParam("closed")
    @DefaultValue("")
    private String closed = "";

    @FormParam("number")
    @DefaultValue("")
    private String number = "";

    @FormParam("born")
    @DefaultValue("")
    private String born = "";

    @FormParam("categories")
    private List<String> categories = List.of();

    @FormParam("reason")
    @DefaultValue("")
    private String reason = "";

    @FormParam("reference")
    @DefaultValue("")
    private String reference = "";

    @FormParam("until")
    @DefaultValue("")
    private String until = "";

    String party() {
        return party;
    }

    String closed() {
        return closed;
    }

    String number() {
        return number;
    }

    String born() {
        return born;
    }

    List<String> categories() {
        return categories;
    }

    String reason() {
        return reason;
    }

    String reference() {
        return reference;
    }

    String until() {
        return until;
    }
}
