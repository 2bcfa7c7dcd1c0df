package org.chartseal.launcher.backup;

import java.io.Console;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Map;
import org.chartseal.launcher.installation.LauncherFailure;
import org.jspecify.annotations.Nullable;

/**
 * What opens a backup: from a file, from an environment variable, or typed. Never an argument: those are seen by everybody who
 * lists the machine's processes.
 */
public final class Passphrase implements AutoCloseable {
    /** The environment variable. */
    public static final String VARIABLE = "CHARTSEAL_BACKUP_PASSPHRASE";

    /** Whoever has the file tries as many as they like. */
    private static final int LEAST_CHARACTERS = 12;

    private final byte[] bytes;

    private Passphrase(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * For a new backup: typed twice, and refused when it is short.
     *
     * @param file that holds it; absent to look at the environment, then to ask
     */
    public static Passphrase forNew(@Nullable Path file) {
        return forNew(file, System.getenv(), System.console());
    }

    /** For a backup that there is. */
    public static Passphrase forExisting(@Nullable Path file) {
        return find(file, System.getenv(), System.console(), false);
    }

    static Passphrase forNew(@Nullable Path file, Map<String, String> environment, @Nullable Console console) {
        Passphrase found = find(file, environment, console, true);
        if (text(found.bytes).length() < LEAST_CHARACTERS) {
            found.close();
            throw new LauncherFailure("The passphrase has fewer than " + LEAST_CHARACTERS
                    + " characters. Whoever has the backup can try as many as they like: take several words.");
        }
        return found;
    }

    private static Passphrase find(
            @Nullable Path file, Map<String, String> environment, @Nullable Console console, boolean twice) {
        if (file != null) {
            return of(read(file));
        }
        String variable = environment.get(VARIABLE);
        if (variable != null) {
            return of(variable);
        }
        if (console == null) {
            throw new LauncherFailure(
                    "There is no terminal to ask for the passphrase on. Name a file that holds it with --passphrase-file,"
                            + " or set " + VARIABLE + ".");
        }
        return typed(console, twice);
    }

    private static Passphrase typed(Console console, boolean twice) {
        char[] first = ask(console, "Passphrase of the backup: ");
        if (twice) {
            char[] second = ask(console, "The same once more: ");
            boolean same = Arrays.equals(first, second);
            Arrays.fill(second, '\0');
            if (!same) {
                throw new LauncherFailure("These were two different passphrases. Nothing was written.");
            }
        }
        Passphrase typed = of(new String(first));
        Arrays.fill(first, '\0');
        return typed;
    }

    private static char[] ask(Console console, String prompt) {
        char[] typed = console.readPassword("%s", prompt);
        if (typed == null) {
            throw new LauncherFailure("No passphrase was typed.");
        }
        return typed;
    }

    private static String read(Path file) {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file)));
            return text.toString().replaceFirst("[\r\n]+$", "");
        } catch (CharacterCodingException e) {
            throw new LauncherFailure("The passphrase's file " + file + " is no text in UTF-8.", e);
        } catch (IOException e) {
            throw new LauncherFailure("The passphrase's file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The same letters in another notation, as another keyboard or system makes them, are the same passphrase. */
    static Passphrase of(String text) {
        if (text.isEmpty()) {
            throw new LauncherFailure("The passphrase is empty.");
        }
        return new Passphrase(Normalizer.normalize(text, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return bytes;
    }

    /** It is not needed any more. */
    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }
}
