package org.chartseal.web.page;

import java.util.Set;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.dialect.AbstractProcessorDialect;
import org.thymeleaf.model.IModel;
import org.thymeleaf.model.IModelFactory;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.processor.IProcessor;
import org.thymeleaf.processor.element.AbstractElementTagProcessor;
import org.thymeleaf.processor.element.IElementTagStructureHandler;
import org.thymeleaf.standard.StandardDialect;
import org.thymeleaf.templatemode.TemplateMode;

/**
 * Puts the token into every form that is posted, so that no template can forget it. A form with files is streamed and not
 * read before it is trusted, so its token goes into the address.
 */
final class PostedFormsDialect extends AbstractProcessorDialect {

    private final PostedForms postedForms;

    PostedFormsDialect(PostedForms postedForms) {
        super("Chartseal posted forms", null, StandardDialect.PROCESSOR_PRECEDENCE);
        this.postedForms = postedForms;
    }

    @Override
    public Set<IProcessor> getProcessors(String dialectPrefix) {
        return Set.of(new FormToken(postedForms));
    }

    private static final class FormToken extends AbstractElementTagProcessor {

        private static final int AFTER_STANDARD_ATTRIBUTES = 100_000;

        private final PostedForms postedForms;

        FormToken(PostedForms postedForms) {
            super(TemplateMode.HTML, null, "form", false, null, false, AFTER_STANDARD_ATTRIBUTES);
            this.postedForms = postedForms;
        }

        @Override
        protected void doProcess(
                ITemplateContext context, IProcessableElementTag tag, IElementTagStructureHandler structureHandler) {
            if (!"post".equalsIgnoreCase(tag.getAttributeValue("method"))) {
                return;
            }
            if ("multipart/form-data".equalsIgnoreCase(tag.getAttributeValue("enctype"))) {
                String action = tag.getAttributeValue("action");
                String address = action == null ? "" : action;
                structureHandler.setAttribute(
                        "action",
                        address + (address.contains("?") ? "&" : "?") + PostedForms.FIELD + "=" + postedForms.token());
                return;
            }
            IModelFactory factory = context.getModelFactory();
            IModel field = factory.createModel();
            field.add(factory.createStandaloneElementTag(
                    "input",
                    java.util.Map.of("type", "hidden", "name", PostedForms.FIELD, "value", postedForms.token()),
                    org.thymeleaf.model.AttributeValueQuotes.DOUBLE,
                    false,
                    true));
            structureHandler.insertImmediatelyAfter(field, false);
        }
    }
}
