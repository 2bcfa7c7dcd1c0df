package org.chartseal.web.print;

import com.openhtmltopdf.extend.FSCacheEx;
import com.openhtmltopdf.extend.FSCacheValue;
import com.openhtmltopdf.extend.impl.FSDefaultCacheStore;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.CacheStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.jspecify.annotations.Nullable;

/** The fonts of the pages, and which characters they have between them. They are read when the first record is printed. */
final class PrintFonts {

    private static final int REGULAR = 400;
    private static final int BOLD = 700;

    /** In the order in which a character is looked for; {@code record.css} names the families. */
    private static final List<Font> ALL = List.of(
            new Font("Text", REGULAR, "Kurinto/KurintoSans-Rg.ttf"),
            new Font("Text", BOLD, "Kurinto/KurintoSans-Bd.ttf"),
            new Font("Han", REGULAR, "NotoSansSC/NotoSansSC-Regular.ttf"));

    /** So that a font of which nothing is needed is not read for its measures alone. */
    private final FSCacheEx<String, FSCacheValue> measures = new FSDefaultCacheStore();

    private volatile @Nullable BitSet characters;

    private record Font(String family, int weight, String file) {

        InputStream open() {
            return Objects.requireNonNull(PrintFonts.class.getResourceAsStream("fonts/ttf/" + file), file);
        }

        private BitSet characters() {
            try (InputStream in = open();
                    TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(in))) {
                CmapLookup glyphs = font.getUnicodeCmapLookup();
                BitSet known = new BitSet();
                for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
                    known.set(character, glyphs.getGlyphId(character) != 0);
                }
                return known;
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    /** Lets the renderer use them; each page's file holds what is used of them alone. */
    void addTo(PdfRendererBuilder builder) {
        ALL.forEach(font -> builder.useFont(font::open, font.family(), font.weight(), FontStyle.NORMAL, true));
        builder.useCacheStore(CacheStore.PDF_FONT_METRICS, measures);
    }

    /** Whether the character can be set, in regular and in bold. */
    boolean has(int character) {
        @Nullable BitSet known = characters;
        if (known == null) {
            known = read();
            characters = known;
        }
        return known.get(character);
    }

    private static BitSet read() {
        BitSet known = new BitSet();
        ALL.stream().collect(Collectors.groupingBy(Font::family)).values().forEach(family -> known.or(common(family)));
        return known;
    }

    /** What each weight of a family has. */
    private static BitSet common(List<Font> family) {
        BitSet common = family.get(0).characters();
        family.stream().skip(1).map(Font::characters).forEach(common::and);
        return common;
    }
}
