package org.chartseal.domain.demo;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** Invented files for reports: what a microscope's camera and an analyser's printer would send. */
final class LabScans {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 420;
    private static final int CELLS = 190;

    private LabScans() {}

    /** A picture of a blood smear, PNG. */
    static byte[] bloodSmear(long seed) {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(new Color(0xF6EDEF));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        Random chance = new Random(seed);
        for (int i = 0; i < CELLS; i++) {
            redCell(pen, chance);
        }
        for (int i = 0; i < 3; i++) {
            whiteCell(pen, chance);
        }
        pen.dispose();
        return png(picture);
    }

    private static void redCell(Graphics2D pen, Random chance) {
        int size = 26 + chance.nextInt(10);
        int x = chance.nextInt(WIDTH) - size / 2;
        int y = chance.nextInt(HEIGHT) - size / 2;
        pen.setColor(new Color(214, 122 + chance.nextInt(20), 128));
        pen.fillOval(x, y, size, size - chance.nextInt(5));
        pen.setColor(new Color(236, 180, 182));
        pen.fillOval(x + size / 3, y + size / 3, size / 3, size / 3);
    }

    private static void whiteCell(Graphics2D pen, Random chance) {
        int x = 40 + chance.nextInt(WIDTH - 120);
        int y = 40 + chance.nextInt(HEIGHT - 120);
        pen.setColor(new Color(0xD9CFE8));
        pen.fillOval(x, y, 62, 60);
        pen.setColor(new Color(0x5B3F8C));
        for (int lobe = 0; lobe < 3; lobe++) {
            pen.fillOval(x + 12 + lobe * 12, y + 14 + chance.nextInt(14), 20, 20);
        }
    }

    private static byte[] png(BufferedImage picture) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(picture, "png", out);
            return out.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A page of an analyser's printer with these lines, PDF. */
    static byte[] printout(List<String> lines) {
        StringBuilder text = new StringBuilder("BT /F1 11 Tf 14 TL 60 780 Td ");
        lines.forEach(line -> text.append('(').append(escaped(line)).append(") Tj T* "));
        text.append("ET");
        return pdf(List.of(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
                        + " /Resources << /Font << /F1 5 0 R >> >> >>",
                "<< /Length " + text.length() + " >>\nstream\n" + text + "\nendstream",
                "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"));
    }

    private static String escaped(String line) {
        return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)");
    }

    private static byte[] pdf(List<String> objects) {
        StringBuilder file = new StringBuilder("%PDF-1.4\n");
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            places.add(file.length());
            file.append(i + 1).append(" 0 obj\n").append(objects.get(i)).append("\nendobj\n");
        }
        int table = file.length();
        file.append("xref\n0 ").append(objects.size() + 1).append("\n0000000000 65535 f \n");
        places.forEach(place -> file.append(String.format(java.util.Locale.ROOT, "%010d 00000 n \n", place)));
        file.append("trailer\n<< /Size ")
                .append(objects.size() + 1)
                .append(" /Root 1 0 R >>\nstartxref\n")
                .append(table)
                .append("\n%%EOF\n");
        return file.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
