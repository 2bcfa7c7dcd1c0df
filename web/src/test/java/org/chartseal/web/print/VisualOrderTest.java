package org.chartseal.web.print;

import static org.assertj.core.api.Assertions.assertThat;

import com.openhtmltopdf.bidi.BidiSplitter;
import com.openhtmltopdf.bidi.BidiTextRun;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VisualOrderTest {

    private final VisualOrder order = new VisualOrder();

    @Test
    void lettersAreTurnedRoundAndBracketsWithThem() {
        assertThat(order.reorderRTLTextToLTR("\u05d0(\u05d1)")).isEqualTo("(\u05d1)\u05d0");
        assertThat(order.reorderRTLTextToLTR("")).isEmpty();
    }

    @Test
    void marksStayBehindTheirLetter() {
        assertThat(order.reorderRTLTextToLTR("\u0628\u064e\u0651\u0627")).isEqualTo("\u0627\u0628\u064e\u0651");
        assertThat(order.reorderRTLTextToLTR("\u064e\u0628")).isEqualTo("\u0628\u064e");
    }

    @Test
    void lettersBeyondTheFirstPlaneStayWhole() {
        assertThat(order.reorderRTLTextToLTR("\ud83a\udd00\u05d0")).isEqualTo("\u05d0\ud83a\udd00");
    }

    @Test
    void aParagraphIsPartedByDirection() {
        assertThat(runs("Osei \u05d3\u05d5\u05d3 12")).containsExactly("0+5 ltr", "5+4 rtl", "9+2 ltr");
        assertThat(runs("")).containsExactly("0+0 ltr");
        assertThat(runs("plain")).containsExactly("0+5 ltr");
    }

    private static List<String> runs(String paragraph) {
        BidiSplitter splitter = new DirectionRuns();
        splitter.setParagraph(paragraph, BidiSplitter.LTR);
        List<String> runs = new ArrayList<>();
        for (int i = 0; i < splitter.countTextRuns(); i++) {
            BidiTextRun run = splitter.getVisualRun(i);
            String direction = run.getDirection() == BidiSplitter.LTR ? "ltr" : "rtl";
            runs.add(run.getStart() + "+" + run.getLength() + " " + direction);
        }
        return runs;
    }

    @Test
    void theFirstLetterWithADirectionSetsThatOfTheParagraph() {
        BidiSplitter splitter = new DirectionRuns();
        assertThat(splitter.getBaseDirection("12 \u0645 a")).isEqualTo(BidiSplitter.RTL);
        assertThat(splitter.getBaseDirection("12 a \u0645")).isEqualTo(BidiSplitter.LTR);
        assertThat(splitter.getBaseDirection("12")).isEqualTo(BidiSplitter.NEUTRAL);
    }
}
