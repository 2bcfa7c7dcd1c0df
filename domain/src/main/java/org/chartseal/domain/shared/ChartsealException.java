package org.chartseal.domain.shared;

import org.jspecify.annotations.Nullable;

/** What a use case throws on purpose: it was {@link Refused}, {@link NotFound}, or something is {@link Unavailable}. */
public abstract sealed class ChartsealException extends RuntimeException permits Refused, NotFound, Unavailable {

    private static final long serialVersionUID = 1L;

    ChartsealException(String message, @Nullable Throwable cause) {
        super(message);
        if (cause != null) {
            initCause(cause);
        }
    }
}
