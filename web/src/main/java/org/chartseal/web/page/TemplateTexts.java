package org.chartseal.web.page;

import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.messageresolver.AbstractMessageResolver;

/** Answers {@code #{key}} in templates from the portal's texts. */
final class TemplateTexts extends AbstractMessageResolver {

    private final Words words;

    TemplateTexts(Words words) {
        this.words = words;
    }

    @Override
    public @Nullable String resolveMessage(
            ITemplateContext context, Class<?> origin, String key, Object @Nullable [] parameters) {
        return words.has(key) ? words.text(key, parameters == null ? new Object[0] : parameters) : null;
    }

    @Override
    public String createAbsentMessageRepresentation(
            ITemplateContext context, Class<?> origin, String key, Object @Nullable [] parameters) {
        return key;
    }
}
