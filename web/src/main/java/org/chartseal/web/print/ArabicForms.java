package org.chartseal.web.print;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives letters that join each other (Arabic and what is written with its letters) the form that their place in the word asks for,
 * since the pages are set letter by letter. Which forms there are follows from Unicode's own data: the names of its presentation forms
 * and what they decompose to.
 */
final class ArabicForms {

    private static final String LAM = "\u0644";
    private static final char TATWEEL = '\u0640';
    private static final char JOINER = '\u200d';
    private static final char NON_JOINER = '\u200c';
    private static final int[][] BLOCKS = {{0xfb50, 0xfdff}, {0xfe70, 0xfefc}};

    /** The forms of a letter, or of lam with an alef, by what is drawn. */
    private static final Map<String, Forms> FORMS = read();

    private ArabicForms() {}

    /** Letters without a form of their own have none. */
    private static final class Forms {
        private @Nullable Character isolated;
        private @Nullable Character last;
        private @Nullable Character first;
        private @Nullable Character middle;

        private boolean joinsNext() {
            return first != null;
        }

        private boolean joinsPrevious() {
            return last != null;
        }

        private char at(boolean previous, boolean next, char plain) {
            @Nullable Character form = previous ? (next ? middle : last) : (next ? first : isolated);
            return form == null ? plain : form;
        }
    }

    private static Map<String, Forms> read() {
        Map<String, Forms> forms = new HashMap<>();
        for (int[] block : BLOCKS) {
            for (int form = block[0]; form <= block[1]; form++) {
                @Nullable String name = Character.getName(form);
                String drawn = plain(Character.toString(form));
                boolean lamAlef = drawn.length() == 2 && drawn.startsWith(LAM) && form >= 0xfef5;
                if (name != null && (drawn.length() == 1 || lamAlef)) {
                    keep(forms.computeIfAbsent(drawn, letter -> new Forms()), name, (char) form);
                }
            }
        }
        return forms;
    }

    private static void keep(Forms forms, String name, char form) {
        if (name.endsWith("ISOLATED FORM")) {
            forms.isolated = form;
        } else if (name.endsWith("FINAL FORM")) {
            forms.last = form;
        } else if (name.endsWith("INITIAL FORM")) {
            forms.first = form;
        } else if (name.endsWith("MEDIAL FORM")) {
            forms.middle = form;
        }
    }

    /** The letters that a form draws. */
    static String plain(String form) {
        return Normalizer.normalize(form, Normalizer.Form.NFKC);
    }

    /** The text in the order in which it is read, with its letters in their forms. */
    static String shape(String text) {
        StringBuilder shaped = new StringBuilder(text.length());
        boolean joined = false;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            @Nullable Forms forms = FORMS.get(String.valueOf(letter));
            if (forms == null) {
                shaped.append(letter);
                joined = isTransparent(letter) ? joined : joinsByItself(letter);
                continue;
            }
            int next = next(text, i);
            @Nullable Forms both = next < 0 ? null : FORMS.get(letter + text.substring(next, next + 1));
            if (both != null) {
                shaped.append(both.at(joined, false, letter)).append(text, i + 1, next);
                i = next;
                joined = false;
            } else {
                boolean joinsNext = forms.joinsNext() && next >= 0 && joinsPrevious(text.charAt(next));
                shaped.append(forms.at(joined && forms.joinsPrevious(), joinsNext, letter));
                joined = forms.joinsNext();
            }
        }
        return shaped.toString();
    }

    private static boolean joinsPrevious(char letter) {
        @Nullable Forms forms = FORMS.get(String.valueOf(letter));
        return forms == null ? joinsByItself(letter) : forms.joinsPrevious();
    }

    private static boolean joinsByItself(char letter) {
        return letter == TATWEEL || letter == JOINER;
    }

    /** Where the next letter is that is no mark; -1 when none is. */
    private static int next(String text, int place) {
        int next = place + 1;
        while (next < text.length() && isTransparent(text.charAt(next))) {
            next++;
        }
        return next < text.length() ? next : -1;
    }

    private static boolean isTransparent(char letter) {
        return switch (Character.getType(letter)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            case Character.FORMAT -> letter != JOINER && letter != NON_JOINER;
            default -> false;
        };
    }
}
