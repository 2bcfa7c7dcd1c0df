package org.chartseal.web.print;

import com.openhtmltopdf.extend.FSStream;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.logging.Level;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.chartseal.domain.bundle.ReadableRecord;
import org.chartseal.domain.bundle.RecordPrinter;
import org.chartseal.web.configuration.PortalConfiguration;
import org.chartseal.web.page.Dates;
import org.chartseal.web.page.Words;
import org.eclipse.krazo.engine.ViewEngineConfig;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;

/** Prints a record as a tagged PDF with bookmarks, out of the template {@code print/record}. It loads nothing from anywhere. */
@ApplicationScoped
public class PdfRecordPrinter implements RecordPrinter {

    private static final String TEMPLATE = "print/record";
    private static final String SCHEME = "print";
    private static final String STYLE = "record.css";
    private static final String VERIFIER = "/verify/bundle";
    private static final float PDF_VERSION = 1.7f;

    /** Of finished pages, in bytes; the rest goes into a file that is deleted when they are written. */
    private static final long IN_MEMORY = 32L << 20;

    /** However many are asked for: a record's pages are in memory until they are written. */
    private static final int AT_ONCE = 2;

    private final Semaphore presses = new Semaphore(AT_ONCE, true);
    private final PrintFonts fonts = new PrintFonts();
    private final TemplateEngine engine;
    private final Words words;
    private final Dates dates;
    private final String hospital;
    private final String verifier;

    static {
        XRLog.listRegisteredLoggers().forEach(logger -> XRLog.setLevel(logger, Level.WARNING));
    }

    @Inject
    PdfRecordPrinter(
            @ViewEngineConfig TemplateEngine engine, Words words, Dates dates, PortalConfiguration configuration) {
        this(engine, words, dates, configuration.hospitalName(), configuration.publicUrl() + VERIFIER);
    }

    /**
     * A printer.
     *
     * @param verifier address of the page that verifies bundles
     */
    PdfRecordPrinter(TemplateEngine engine, Words words, Dates dates, String hospital, String verifier) {
        this.engine = engine;
        this.words = words;
        this.dates = dates;
        this.hospital = hospital;
        this.verifier = verifier;
    }

    @Override
    public void print(ReadableRecord record, OutputStream output) throws IOException {
        enter();
        try {
            render(html(record), output);
        } finally {
            presses.release();
        }
    }

    private void enter() throws IOException {
        try {
            presses.acquire();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("while waiting to print").initCause(stopped);
        }
    }

    private String html(ReadableRecord record) {
        PrintableText text = new PrintableText(fonts::has);
        RecordSheet sheet = new RecordSheet.Maker(words, dates, text).of(record, hospital, verifier);
        return engine.process(TEMPLATE, new Context(Locale.ENGLISH, Map.of("sheet", sheet, "style", STYLE)));
    }

    private void render(String html, OutputStream output) throws IOException {
        try (PDDocument document = new PDDocument(MemoryUsageSetting.setupMixed(IN_MEMORY).streamCache)) {
            PdfRendererBuilder builder = new PdfRendererBuilder();
            fonts.addTo(builder);
            builder.usePDDocument(document)
                    .usePdfVersion(PDF_VERSION)
                    .usePdfUaAccessibility(true)
                    .withProducer(words.text("layout.product"))
                    .useUnicodeBidiSplitter(DirectionRuns::new)
                    .useUnicodeBidiReorderer(new VisualOrder())
                    .useUriResolver((base, address) -> address.endsWith(STYLE) ? SCHEME + ":" + STYLE : null)
                    .useProtocolsStreamImplementation(address -> new Style(), SCHEME)
                    .withHtmlContent(html, SCHEME + ":record.html")
                    .toStream(new Open(output))
                    .run();
        }
    }

    /** The one file that the pages are made with. */
    private static final class Style implements FSStream {

        @Override
        public InputStream getStream() {
            return Objects.requireNonNull(PdfRecordPrinter.class.getResourceAsStream(STYLE), STYLE);
        }

        @Override
        public Reader getReader() {
            return new InputStreamReader(getStream(), StandardCharsets.UTF_8);
        }
    }

    /** Stays open for what comes after the pages. */
    private static final class Open extends FilterOutputStream {

        Open(OutputStream output) {
            super(output);
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            out.write(bytes, start, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
