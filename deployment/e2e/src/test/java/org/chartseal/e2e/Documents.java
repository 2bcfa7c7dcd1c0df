package org.chartseal.e2e;

import java.nio.charset.StandardCharsets;

/** Files to attach. */
final class Documents {

    private Documents() {}

    /** A page with one line on it, as a PDF that viewers open. */
    static byte[] pdf(String line) {
        String content = "BT /F1 18 Tf 72 770 Td (" + line + ") Tj ET";
        String text = "%PDF-1.4\n"
                + "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                + "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
                + "/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
                + "4 0 obj<</Length " + content.length() + ">>stream\n" + content + "\nendstream endobj\n"
                + "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
                + "trailer<</Root 1 0 R>>\n%%EOF\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
