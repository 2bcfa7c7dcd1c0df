package org.chartseal.e2e;

/** A practitioner's own passkey, with the device that has it. */
final class OwnSignature {

    private static final String PAGE = "/signature";

    private final Visit visit;
    private final VirtualAuthenticator device;

    OwnSignature(Visit visit) {
        this.visit = visit;
        this.device = new VirtualAuthenticator(visit);
    }

    VirtualAuthenticator device() {
        return device;
    }

    /** Makes a passkey of that name. */
    void register(String name) {
        visit.open(PAGE);
        visit.reads("At the moment the portal signs for you");
        visit.type("name", name);
        visit.press("Make a passkey");
        visit.reads("From now on you sign with your passkey “" + name + "”");
    }

    /** Signs what the page asks for. */
    void sign() {
        visit.reads("Your device asks you to confirm that it is you");
        visit.press("Sign with my passkey");
    }

    /** Hands signing back to the portal. */
    void remove() {
        visit.open(PAGE);
        visit.press("Remove");
        visit.reads("The passkey is removed. The portal signs for you again.");
    }
}
