package org.chartseal.domain.audit;

/** Knows whose portal it is and from where the present call comes. */
@FunctionalInterface
public interface AccessOrigin {

    /** What has no client: work of the portal's own. */
    String SYSTEM = "system";

    /** Of the call that runs now. */
    Origin current();

    /**
     * From where something was read.
     *
     * @param organisation whose portal it was
     * @param address of the client, or {@link #SYSTEM}
     */
    record Origin(String organisation, String address) {}
}
