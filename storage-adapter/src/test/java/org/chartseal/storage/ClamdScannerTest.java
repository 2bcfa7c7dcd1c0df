package org.chartseal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.chartseal.domain.documents.ContentScanner;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scanner hook against a server on a real socket that speaks the protocol. */
@Timeout(60)
class ClamdScannerTest {

    private static final int MOST = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** The test file of the anti-virus industry, in two halves so that nobody takes this source for it. */
    private static final String EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

    @TempDir
    Path folder;

    private FakeClamd clamd;

    @BeforeEach
    void start() throws IOException {
        clamd = new FakeClamd(FakeClamd.anyPort(), MOST, ClamdScannerTest::verdict);
    }

    @AfterEach
    void stop() throws IOException {
        clamd.close();
    }

    private static String verdict(String content) {
        if (content.contains(EICAR)) {
            return "stream: Eicar-Test-Signature FOUND";
        }
        return switch (content) {
            case "hang up" -> "";
            case "be silent" -> " ";
            case "fail" -> "stream: Can't allocate memory ERROR";
            default -> "stream: OK";
        };
    }

    @Test
    void cleanContentPasses() throws IOException {
        assertThatCode(() -> scan(scanner(true), "a picture")).doesNotThrowAnyException();
        assertThatCode(() -> scan(scanner(true), "")).doesNotThrowAnyException();
        assertThatCode(() -> scan(scanner(true), "x".repeat(MOST))).doesNotThrowAnyException();
    }

    @Test
    void whatIsFoundIsRefusedWhereverItStands() throws IOException {
        assertRefused("attachment-infected", scanner(true), EICAR);
        assertRefused("attachment-infected", scanner(true), "x".repeat(65_530) + EICAR + "x".repeat(70_000));
        assertRefused("attachment-infected", scanner(false), EICAR);
    }

    @Test
    void whatIsLargerThanTheScannerTakesIsRefusedAsThat() throws IOException {
        assertRefused("attachment-too-large-to-scan", scanner(true), "x".repeat(MOST + 1));
        assertRefused("attachment-too-large-to-scan", scanner(false), "x".repeat(MOST + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hang up", "be silent", "fail"})
    void aScannerThatDoesNotSaySoRefusesOrPassesAsConfigured(String content) throws IOException {
        assertRefused("attachment-not-scanned", scanner(true), content);
        assertThatCode(() -> scan(scanner(false), content)).doesNotThrowAnyException();
    }

    @Test
    void aScannerThatIsNotThereRefusesOrPassesAsConfigured() throws IOException {
        SocketAddress gone = clamd.address();
        clamd.close();
        assertRefused("attachment-not-scanned", new ClamdScanner(gone, true, PATIENCE), "a picture");
        assertThatCode(() -> scan(new ClamdScanner(gone, false, PATIENCE), EICAR))
                .doesNotThrowAnyException();
        assertThatThrownBy(new ClamdScanner(gone, false, PATIENCE)::check).isInstanceOf(Unavailable.class);
    }

    @Test
    void itAnswersOverASocketOfThisMachineAsWell() throws IOException {
        Path socket = folder.resolve("clamd.ctl");
        try (FakeClamd local = new FakeClamd(UnixDomainSocketAddress.of(socket), MOST, ClamdScannerTest::verdict)) {
            ContentScanner scanner = configured(Map.of("chartseal.scan.url", "unix:" + socket));
            scanner.check();
            assertThatCode(() -> scan(scanner, "a picture")).doesNotThrowAnyException();
            assertRefused("attachment-infected", scanner, EICAR);
            assertThat(local.address()).isInstanceOf(UnixDomainSocketAddress.class);
        }
    }

    @Test
    void theSettingsNameIt() throws IOException {
        assertThat(configured(Map.of())).isSameAs(ContentScanner.NONE);
        assertThat(configured(Map.of("chartseal.scan.url", " "))).isSameAs(ContentScanner.NONE);
        int port = ((java.net.InetSocketAddress) clamd.address()).getPort();
        ContentScanner scanner =
                configured(Map.of("chartseal.scan.url", "tcp://127.0.0.1:" + port, "chartseal.scan.away", "accept"));
        scanner.check();
        assertRefused("attachment-infected", scanner, EICAR);
        assertThatCode(() -> scan(scanner, "hang up")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://host", "tcp://", "tcp://host:1/path", "unix:", "unix:/", "a b", "/run/clamd"})
    void whatIsNoAddressIsNamedAtTheStart(String url) {
        assertThatThrownBy(() -> configured(Map.of("chartseal.scan.url", url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("chartseal.scan.url");
    }

    @Test
    void anotherWordForWhatToDoWhileItIsAwayIsNamedAtTheStart() {
        assertThatThrownBy(() -> configured(Map.of("chartseal.scan.away", "maybe")))
                .hasMessageContaining("chartseal.scan.away");
    }

    private static ContentScanner configured(Map<String, String> settings) {
        return ScanSettings.read(key -> Optional.ofNullable(settings.get(key)));
    }

    private ContentScanner scanner(boolean refusesWhileAway) throws IOException {
        return new ClamdScanner(clamd.address(), refusesWhileAway, PATIENCE);
    }

    private static void assertRefused(String code, ContentScanner scanner, String content) {
        ThrowingCallable scan = () -> scan(scanner, content);
        assertThatThrownBy(scan)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static void scan(ContentScanner scanner, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        try (ContentScanner.Scan scan = scanner.begin()) {
            for (int offset = 0; offset < bytes.length; offset += 65_536) {
                scan.next(bytes, offset, Math.min(65_536, bytes.length - offset));
            }
            scan.finish();
        }
    }
}
