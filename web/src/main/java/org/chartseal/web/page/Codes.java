package org.chartseal.web.page;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.oned.Code128Writer;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Map;

/** Codes that cameras and scanners read, as drawings for a page. */
@ApplicationScoped
@Named("codes")
public class Codes {

    private static final int QUIET_ZONE = 4;

    /**
     * Black shapes on white.
     *
     * @param width in modules, with the quiet zone
     * @param path as SVG takes it
     */
    public record Drawing(int width, int height, String path) {}

    /** The text as a QR code that survives a fold or a stain. */
    public Drawing qr(String text) {
        try {
            BitMatrix matrix = new QRCodeWriter()
                    .encode(
                            text,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(
                                    EncodeHintType.ERROR_CORRECTION,
                                    ErrorCorrectionLevel.M,
                                    EncodeHintType.MARGIN,
                                    QUIET_ZONE));
            return drawing(matrix);
        } catch (WriterException tooLong) {
            throw new IllegalArgumentException("No QR code holds this: " + text, tooLong);
        }
    }

    /** The text as a Code 128 barcode, one module high. */
    public Drawing barcode(String text) {
        return drawing(new Code128Writer().encode(text, BarcodeFormat.CODE_128, 0, 1));
    }

    private static Drawing drawing(BitMatrix matrix) {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < matrix.getHeight(); y++) {
            int x = 0;
            while (x < matrix.getWidth()) {
                int begin = x;
                while (x < matrix.getWidth() && matrix.get(x, y)) {
                    x++;
                }
                if (x > begin) {
                    int run = x - begin;
                    path.append('M').append(begin).append(' ').append(y);
                    path.append('h').append(run).append("v1h-").append(run).append('z');
                }
                x++;
            }
        }
        return new Drawing(matrix.getWidth(), matrix.getHeight(), path.toString());
    }
}
