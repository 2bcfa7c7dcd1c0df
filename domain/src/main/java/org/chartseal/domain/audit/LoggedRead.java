package org.chartseal.domain.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.chartseal.domain.audit.AccessLogEntry.Opened;
import org.chartseal.domain.audit.AccessLogEntry.Reader;
import org.chartseal.domain.audit.AccessOrigin.Origin;

/**
 * All that a row of the access log says, and the one text that its proof speaks of. The page {@code docs/access-log.md}
 * describes the text for whoever writes another verifier.
 *
 * @param entry names the row; random
 * @param at cut to microseconds, as the database keeps it
 * @param version of the record that was opened: the newest sealed one at that time
 */
public record LoggedRead(
        UUID entry, Instant at, Reader reader, Opened opened, OptionalInt version, Ground ground, Origin origin) {

    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    public LoggedRead {
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Why something may be read, or may not.
     *
     * @param basis the basis' code when allowed, else the code of the refusal
     * @param basisId the grant or request that it rests on
     */
    public record Ground(String purpose, String basis, Optional<UUID> basisId, boolean allowed) {}

    /** RFC 8785: the members in order, without those that the row does not have. */
    public String canonicalText() {
        return new Members()
                .add("account", reader.account())
                .add("allowed", ground.allowed())
                .add("at", MICROSECONDS.format(at))
                .add("basis", ground.basis())
                .add("basisId", ground.basisId())
                .add("category", opened.category())
                .add("entry", entry.toString())
                .add("from", origin.address())
                .add("organisation", origin.organisation())
                .add("patient", opened.patient().toString())
                .add("practitioner", reader.practitioner())
                .add("purpose", ground.purpose())
                .add("record", opened.record())
                .add("role", reader.role())
                .add("version", version)
                .add("what", opened.what())
                .end();
    }

    /** Writes the text at once instead of canonicalising a tree: every row is written again in each round of the monitor. */
    private static final class Members {

        private final StringBuilder text = new StringBuilder(512);

        Members add(String name, String value) {
            name(name).append('"');
            value.codePoints().forEach(this::escaped);
            text.append('"');
            return this;
        }

        Members add(String name, Optional<?> value) {
            return value.map(present -> add(name, present.toString())).orElse(this);
        }

        Members add(String name, boolean value) {
            name(name).append(value);
            return this;
        }

        Members add(String name, OptionalInt value) {
            value.ifPresent(present -> name(name).append(present));
            return this;
        }

        String end() {
            return text.append('}').toString();
        }

        private StringBuilder name(String name) {
            return text.append(text.isEmpty() ? '{' : ',')
                    .append('"')
                    .append(name)
                    .append("\":");
        }

        private void escaped(int character) {
            switch (character) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (character < ' ') {
                        text.append(String.format(Locale.ROOT, "\\u%04x", character));
                    } else {
                        text.appendCodePoint(character);
                    }
                }
            }
        }
    }
}
