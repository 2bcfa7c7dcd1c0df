package org.chartseal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

class TemplatesTest {

    private static final Path TEMPLATES = Path.of("src/main/webapp/WEB-INF/templates");
    /** A key that is written out; one that is put together at run time has a bar or a dollar. */
    private static final Pattern KEY = Pattern.compile("#\\{([a-z][\\w.-]*)(?:\\(|})");

    private static final Pattern LETTERS = Pattern.compile("\\p{L}{2,}");

    /** Elements whose text is what stands on a key of the keyboard. */
    private static final List<String> NOT_WORDS = List.of("kbd");

    @Test
    void there_are_templates_to_check() {
        assertThat(templates()).hasSizeGreaterThan(10);
    }

    @Test
    void no_template_writes_text_without_escaping_it() {
        assertThat(findings((element, attribute) -> attribute.getKey().endsWith("utext")))
                .isEmpty();
    }

    @Test
    void no_template_has_styles_or_handlers_inline() {
        assertThat(findings((element, attribute) -> attribute.getKey().matches("(th:)?(style|on\\w+)|hx-on.*")))
                .isEmpty();
        assertThat(all(document -> document.select("style, script:not([src]):not([th:src])").stream()
                        .map(Element::outerHtml)
                        .toList()))
                .isEmpty();
    }

    @Test
    void every_text_that_people_read_comes_from_the_message_file() {
        assertThat(all(document -> {
                    List<String> written = new ArrayList<>();
                    document.traverse((node, depth) -> {
                        if (node instanceof TextNode text
                                && LETTERS.matcher(text.text()).find()
                                && text.parent() != null
                                && !NOT_WORDS.contains(text.parent().nodeName())) {
                            written.add(text.text().strip());
                        }
                    });
                    return written;
                }))
                .isEmpty();
        assertThat(findings((element, attribute) ->
                        List.of("title", "placeholder", "aria-label", "alt").contains(attribute.getKey())
                                && LETTERS.matcher(attribute.getValue()).find()))
                .isEmpty();
    }

    @Test
    void every_key_that_a_template_names_has_a_text() {
        ResourceBundle texts = ResourceBundle.getBundle("messages", Locale.ENGLISH);
        List<String> missing = new ArrayList<>();
        for (Path template : templates()) {
            Matcher keys = KEY.matcher(read(template));
            while (keys.find()) {
                if (!texts.containsKey(keys.group(1))) {
                    missing.add(TEMPLATES.relativize(template) + ": " + keys.group(1));
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void the_check_itself_sees_what_it_forbids() {
        Document bad = Jsoup.parse("<p onclick=\"x()\" th:utext=\"y\" style=\"z\">Words</p>", Parser.htmlParser());
        Element paragraph = bad.expectFirst("p");
        assertThat(paragraph.attributes().asList())
                .hasSize(3)
                .allSatisfy(attribute -> assertThat(attribute.getKey()).matches("(th:)?(style|on\\w+|utext)"));
        assertThat(LETTERS.matcher(paragraph.text()).find()).isTrue();
    }

    private interface Suspicion {
        boolean holds(Element element, Attribute attribute);
    }

    private interface Look {
        List<String> at(Document document);
    }

    private static List<String> findings(Suspicion suspicion) {
        return all(document -> document.getAllElements().stream()
                .flatMap(element -> element.attributes().asList().stream()
                        .filter(attribute -> suspicion.holds(element, attribute))
                        .map(attribute -> element.tagName() + " " + attribute))
                .toList());
    }

    private static List<String> all(Look look) {
        List<String> found = new ArrayList<>();
        for (Path template : templates()) {
            Document document = Jsoup.parse(read(template), Parser.xmlParser());
            document.getAllElements()
                    .forEach(element -> element.childNodes().stream()
                            .filter(Comment.class::isInstance)
                            .toList()
                            .forEach(org.jsoup.nodes.Node::remove));
            look.at(document).forEach(each -> found.add(TEMPLATES.relativize(template) + ": " + each));
        }
        return found;
    }

    private static List<Path> templates() {
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            return files.filter(file -> file.toString().endsWith(".html"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
