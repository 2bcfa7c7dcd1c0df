package org.chartseal.launcher.backup;

/** The names of what is in a backup. */
final class Entries {
    static final String ABOUT = "about.json";
    static final String STATE = "installation/installation.json";
    static final String SETTINGS = "installation/settings.json";
    static final String REALM = "installation/realm.url";
    static final String VAULT = "installation/master.key";
    static final String PROFILE = "installation/ledger-profile/";
    static final String PORTAL = "portal-database";
    static final String ACCOUNTS = "accounts-database";
    static final String OBJECTS = "objects/";
    static final String LEDGER_KEYS = "ledger/keys/";
    static final String LEDGER_BLOCKS = "ledger/blocks";
    static final String LEDGER_PRIVATE = "ledger/private/";

    private Entries() {}
}
