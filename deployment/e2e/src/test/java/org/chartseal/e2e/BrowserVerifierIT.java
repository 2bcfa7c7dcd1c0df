package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chartseal.ledger.proof.ForgedBundles;
import org.chartseal.ledger.proof.ForgedBundles.Judged;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verifier in the browser says of every bundle what the one in Java says: the same verdict, for the same reasons. */
class BrowserVerifierIT {

    private static final int TRIES = 150;

    /** One worker answers all, as the page's does. */
    private static final String START = """
            () => {
              const worker = new Worker("/assets/x/js/bundle/worker.js", { type: "module" });
              const bytes = (text) => Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
              window.check = ({ zip, roots }) => new Promise((resolve, reject) => {
                worker.onerror = (failed) => reject(new Error(failed.message));
                worker.onmessage = ({ data }) => {
                  if (data.total === undefined) {
                    resolve(JSON.stringify(data));
                  }
                };
                worker.postMessage({
                  file: new Blob([bytes(zip)]),
                  roots: Object.entries(roots).map(([name, content]) => ({ name, content: bytes(content) })),
                });
              });
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void bothVerifiersSayTheSame() throws Exception {
        List<Judged> named = ForgedBundles.named(folder);
        List<Judged> mutated = ForgedBundles.mutated(folder, TRIES);
        assertThat(named).hasSizeGreaterThan(60);
        assertThat(mutated).hasSize(4 * TRIES);

        try (AssetServer server = new AssetServer();
                Playwright playwright = Chromium.playwright();
                Browser browser = Chromium.launch(playwright)) {
            Page page = browser.newPage();
            page.navigate(server.address());
            page.evaluate(START);
            Map<String, Integer> results = new HashMap<>();
            for (Judged each : Stream.concat(named.stream(), mutated.stream()).toList()) {
                JsonObject expected = json(each.verdict());
                JsonObject said = json(check(page, each));
                assertThat(said.containsKey("verdict"))
                        .as("%s: %s", each.name(), said)
                        .isTrue();
                assertThat(plain(said.getJsonObject("verdict"))).as(each.name()).isEqualTo(plain(expected));
                results.merge(expected.getString("result"), 1, Integer::sum);
            }
            assertThat(results.get("refused")).isGreaterThan(4 * TRIES - TRIES / 4);
            assertThat(results.get("valid")).as("honest ones").isGreaterThan(3);
        }
    }

    private static String check(Page page, Judged bundle) {
        Base64.Encoder base64 = Base64.getEncoder();
        Map<String, String> roots = new HashMap<>();
        bundle.roots().forEach((name, content) -> roots.put(name, base64.encodeToString(content)));
        return (String) page.evaluate("check", Map.of("zip", base64.encodeToString(bundle.zip()), "roots", roots));
    }

    /** The verdict, with problems, and the patients that one of them lists, in an order of their own: neither verifier has one. */
    private static String plain(JsonObject verdict) {
        return verdict.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(member -> member.getKey() + "="
                        + switch (member.getKey()) {
                            case "problems" -> problems(verdict);
                            case "records" ->
                                verdict.getJsonArray("records").getValuesAs(JsonObject.class).stream()
                                        .map(BrowserVerifierIT::plain)
                                        .toList()
                                        .toString();
                            case "head" -> plain(verdict.getJsonObject("head"));
                            default -> member.getValue().toString();
                        })
                .collect(Collectors.joining("\n"));
    }

    private static String problems(JsonObject verdict) {
        return verdict.getJsonArray("problems").getValuesAs(JsonObject.class).stream()
                .map(each -> each.getString("code") + ": "
                        + Arrays.stream(each.getString("about").split(", ", -1))
                                .sorted()
                                .collect(Collectors.joining(", ")))
                .sorted()
                .collect(Collectors.joining("; "));
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
