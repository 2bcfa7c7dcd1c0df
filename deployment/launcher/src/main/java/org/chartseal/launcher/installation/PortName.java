package org.chartseal.launcher.installation;

/** The ports an installation listens on besides the portal's own. */
public enum PortName {
    DATABASE,
    SIGN_IN,
    SIGN_IN_HEALTH,
    LEDGER,
    PORTAL_MANAGEMENT;

    String key() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
