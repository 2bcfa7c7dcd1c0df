package org.chartseal.web.page;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import jakarta.servlet.ServletContext;
import java.util.Set;
import ognl.OgnlRuntime;
import org.chartseal.web.PortalApplication;
import org.eclipse.krazo.engine.ViewEngineConfig;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.WebApplicationTemplateResolver;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

/** The one template engine, with the portal's texts and the token in every posted form. */
@ApplicationScoped
@Alternative
@Priority(Interceptor.Priority.APPLICATION)
public class PageEngine {

    private final ServletContext servletContext;
    private final Words words;
    private final PostedForms postedForms;

    @Inject
    PageEngine(ServletContext servletContext, Words words, PostedForms postedForms) {
        this.servletContext = servletContext;
        this.words = words;
        this.postedForms = postedForms;
    }

    /** Replaces the view engine's default, which knows no texts. */
    @Produces
    @Singleton
    @ViewEngineConfig
    TemplateEngine templateEngine() {
        TemplateEngine engine = withTexts(words);
        engine.addTemplateResolver(byFullPath());
        engine.addTemplateResolver(byName());
        engine.addDialect(new PostedFormsDialect(postedForms));
        return engine;
    }

    /** An engine that reads texts and the portal's own types as all templates here do; it has no templates yet. */
    public static TemplateEngine withTexts(Words words) {
        OgnlRuntime.setPropertyAccessor(Object.class, new PlainProperties());
        TemplateEngine engine = new TemplateEngine();
        engine.setDialect(new LaterInclusion());
        engine.setMessageResolver(new TemplateTexts(words));
        return engine;
    }

    /** Views that controllers answer, which arrive with their folder. */
    private WebApplicationTemplateResolver byFullPath() {
        WebApplicationTemplateResolver resolver = resolver();
        resolver.setResolvablePatterns(Set.of(PortalApplication.TEMPLATES + "*"));
        resolver.setOrder(1);
        return resolver;
    }

    /** Fragments, which templates name without folder and suffix. */
    private WebApplicationTemplateResolver byName() {
        WebApplicationTemplateResolver resolver = resolver();
        resolver.setPrefix(PortalApplication.TEMPLATES);
        resolver.setSuffix(".html");
        resolver.setOrder(2);
        return resolver;
    }

    private WebApplicationTemplateResolver resolver() {
        WebApplicationTemplateResolver resolver =
                new WebApplicationTemplateResolver(JakartaServletWebApplication.buildApplication(servletContext));
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding("UTF-8");
        return resolver;
    }
}
