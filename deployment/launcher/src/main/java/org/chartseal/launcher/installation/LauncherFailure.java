package org.chartseal.launcher.installation;

/** Something the person at the keyboard has to know, in words that say what to do next. */
public class LauncherFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LauncherFailure(String message) {
        super(message);
    }

    public LauncherFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
