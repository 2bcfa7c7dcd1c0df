package org.chartseal.launcher.installation;

/** The secrets that are drawn for each installation. */
public enum SecretName {
    DATABASE_SUPERUSER,
    DATABASE_PORTAL,
    DATABASE_SIGN_IN,
    SIGN_IN_ADMINISTRATION,
    PORTAL_CLIENT,
    ACCOUNTS_CLIENT,
    PORTAL;

    String key() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
