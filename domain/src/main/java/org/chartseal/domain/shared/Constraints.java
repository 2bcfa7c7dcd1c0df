package org.chartseal.domain.shared;

import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells which named database constraint refused a write, so that a use case can answer in the words of its rule. */
public final class Constraints {

    /** Class 23 of SQL states: integrity constraint violation. */
    private static final String INTEGRITY_CLASS = "23";

    private static final Pattern QUOTED_NAME = Pattern.compile("constraint \"([a-z_0-9]+)\"");

    private Constraints() {}

    /** The name of the violated constraint, or nothing when the failure is of another kind. */
    public static Optional<String> violated(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isIntegrityViolation(sql)) {
                Matcher name = QUOTED_NAME.matcher(String.valueOf(sql.getMessage()));
                return name.find() ? Optional.of(name.group(1)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean isIntegrityViolation(SQLException sql) {
        String state = sql.getSQLState();
        return state != null && state.startsWith(INTEGRITY_CLASS);
    }
}
