package org.chartseal.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.common.HybridBinarizer;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Codes are read back from the very shapes that a page shows. */
class CodesTest {

    private static final int PIXELS = 6;
    private static final int WHITE = 0xffffff;
    private static final Pattern BAR = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");

    private final Codes codes = new Codes();

    @Test
    void a_camera_reads_the_address_of_a_seal() throws NotFoundException {
        String address = "https://portal.hospital.example/verify/0d5be4b0-8b4e-4a6e-9f0f-8f1c1d2e3f40-12";

        Result read = read(codes.qr(address), PIXELS);

        assertThat(read.getText()).isEqualTo(address);
        assertThat(read.getBarcodeFormat()).isEqualTo(BarcodeFormat.QR_CODE);
    }

    @Test
    void a_scanner_reads_the_number_of_a_specimen() throws NotFoundException {
        Result read = read(codes.barcode("26-000123-2"), 60);

        assertThat(read.getText()).isEqualTo("26-000123-2");
        assertThat(read.getBarcodeFormat()).isEqualTo(BarcodeFormat.CODE_128);
    }

    private static Result read(Codes.Drawing drawing, int tall) throws NotFoundException {
        int width = drawing.width() * PIXELS;
        int height = drawing.height() * tall;
        int[] pixels = new int[width * height];
        Arrays.fill(pixels, WHITE);
        Matcher bars = BAR.matcher(drawing.path());
        int end = 0;
        while (bars.find()) {
            assertThat(bars.start()).isEqualTo(end);
            end = bars.end();
            int x = Integer.parseInt(bars.group(1)) * PIXELS;
            int y = Integer.parseInt(bars.group(2)) * tall;
            int run = Integer.parseInt(bars.group(3)) * PIXELS;
            for (int line = y; line < y + tall; line++) {
                Arrays.fill(pixels, line * width + x, line * width + x + run, 0);
            }
        }
        assertThat(end).isEqualTo(drawing.path().length());
        return new MultiFormatReader()
                .decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))));
    }
}
