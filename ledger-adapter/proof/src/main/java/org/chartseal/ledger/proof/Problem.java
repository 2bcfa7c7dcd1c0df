package org.chartseal.ledger.proof;

/**
 * One way in which a bundle does not prove what it says.
 *
 * @param code lower-case words with hyphens; {@code docs/bundle.md} lists all
 * @param about which file, block or value; may be empty
 */
public record Problem(String code, String about) {

    static Problem of(String code) {
        return new Problem(code, "");
    }

    /** In plain English, for who reads it on a terminal. */
    public String words() {
        return about.isEmpty() ? ProblemWords.of(code) : ProblemWords.of(code) + ": " + about;
    }
}
