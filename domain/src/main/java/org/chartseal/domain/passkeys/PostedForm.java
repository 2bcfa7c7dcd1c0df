package org.chartseal.domain.passkeys;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A form that someone posts, and that may make a text which they have to sign. It lasts as long as its request. */
public final class PostedForm {

    private final String fingerprint;
    private final Optional<Presented> presented;
    private @Nullable Drawn drawn;

    /**
     * A form that arrives.
     *
     * @param fingerprint SHA-256 of its address and of all that was filled in, hexadecimal
     * @param presented what it brings besides when it is posted again
     */
    public PostedForm(String fingerprint, Optional<Presented> presented) {
        this.fingerprint = fingerprint;
        this.presented = presented;
    }

    /** No form: what is drawn for it is drawn anew. */
    public static PostedForm none() {
        return new PostedForm("", Optional.empty());
    }

    /**
     * A passkey's answer.
     *
     * @param answer the browser's JSON
     */
    public record Presented(QuestionId question, String answer) {}

    /** Where the form of the request that is being answered is found. */
    @FunctionalInterface
    public interface Source {

        /** The form of this request, the same each time; {@link #none} where nobody posts one. */
        PostedForm current();
    }

    String fingerprint() {
        return fingerprint;
    }

    Optional<Presented> presented() {
        return presented;
    }

    /** What is drawn for the form, once that is decided. */
    Optional<Drawn> drawn() {
        return Optional.ofNullable(drawn);
    }

    Drawn draw(Drawn from) {
        drawn = from;
        return from;
    }
}
