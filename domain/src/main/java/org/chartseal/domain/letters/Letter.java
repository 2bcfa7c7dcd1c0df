package org.chartseal.domain.letters;

import java.util.UUID;

/**
 * A letter to a person. It names nobody and nothing of a record, since mail is read on the way: it says that there is something
 * to read behind the sign-in.
 *
 * @param id the same each time that the letter is sent
 */
public record Letter(UUID id, LetterKind kind, String address) {}
