package org.chartseal.launcher.backup;

import org.chartseal.launcher.installation.LauncherFailure;

/** A backup's file is not as it was written. */
final class ArchiveDamaged extends LauncherFailure {
    private static final long serialVersionUID = 1L;

    ArchiveDamaged(String what) {
        super(words(what));
    }

    ArchiveDamaged(String what, Throwable cause) {
        super(words(what), cause);
    }

    private static String words(String what) {
        return "The backup is not whole, or was altered: " + what
                + ". Nothing of it can be trusted; take another copy of it.";
    }
}
