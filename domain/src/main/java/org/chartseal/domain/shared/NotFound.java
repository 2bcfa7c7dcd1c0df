package org.chartseal.domain.shared;

/** Nothing has this identifier, or the actor may not know that something has. Never used for an outage. */
public final class NotFound extends ChartsealException {

    private static final long serialVersionUID = 1L;

    private final String what;
    private final String id;

    /**
     * Nothing found.
     *
     * @param what the kind of thing, for example {@code patient}
     * @param id the typed identifier that was asked for
     */
    public NotFound(String what, Object id) {
        super(what + " " + id, null);
        this.what = what;
        this.id = id.toString();
    }

    /** The kind of thing that was asked for. */
    public String what() {
        return what;
    }

    /** The identifier that was asked for. */
    public String id() {
        return id;
    }
}
