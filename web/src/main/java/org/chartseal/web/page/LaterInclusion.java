package org.chartseal.web.page;

import java.util.LinkedHashSet;
import java.util.Set;
import org.thymeleaf.processor.IProcessor;
import org.thymeleaf.standard.StandardDialect;
import org.thymeleaf.standard.processor.AbstractStandardFragmentInsertionTagProcessor;
import org.thymeleaf.standard.processor.StandardReplaceTagProcessor;
import org.thymeleaf.templatemode.TemplateMode;

/**
 * The standard dialect, except that {@code th:replace} comes after {@code th:each} and {@code th:if} on the same element, as
 * everyone expects who reads it. By itself it comes first, and the condition is not looked at.
 */
final class LaterInclusion extends StandardDialect {

    @Override
    public Set<IProcessor> getProcessors(String dialectPrefix) {
        Set<IProcessor> processors = new LinkedHashSet<>();
        for (IProcessor processor : super.getProcessors(dialectPrefix)) {
            boolean replace = processor instanceof StandardReplaceTagProcessor
                    && processor.getTemplateMode() == TemplateMode.HTML;
            processors.add(replace ? new Replace(dialectPrefix) : processor);
        }
        return processors;
    }

    private static final class Replace extends AbstractStandardFragmentInsertionTagProcessor {

        private static final int AFTER_CONDITIONS = 450;

        Replace(String dialectPrefix) {
            super(TemplateMode.HTML, dialectPrefix, StandardReplaceTagProcessor.ATTR_NAME, AFTER_CONDITIONS, true);
        }
    }
}
