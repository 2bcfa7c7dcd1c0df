package org.chartseal.web.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.krazo.engine.ViewEngineConfig;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

/** Renders a template outside of a controller: error pages, and fragments that are sent while a page is open. */
@ApplicationScoped
public class Pages {

    private final ServletContext servletContext;
    private final TemplateEngine engine;
    private final Portal portal;
    private final Form form;
    private final Notices notices;
    private final Assets assets;
    private final Words words;
    private final Dates dates;

    // Everything that a template may name; one object of it would only move the list.
    @Inject
    Pages(
            ServletContext servletContext,
            @ViewEngineConfig TemplateEngine engine,
            Portal portal,
            Form form,
            Notices notices,
            Assets assets,
            Words words,
            Dates dates) {
        this.servletContext = servletContext;
        this.engine = engine;
        this.portal = portal;
        this.form = form;
        this.notices = notices;
        this.assets = assets;
        this.words = words;
        this.dates = dates;
    }

    /**
     * The page as text.
     *
     * @param template its name without folder and suffix, for example {@code problem/page}, or with the name of a fragment in
     *     it, for example {@code fragments/seal :: badge}
     */
    public String render(
            String template, Map<String, Object> models, HttpServletRequest request, HttpServletResponse response) {
        Map<String, Object> variables = new HashMap<>(models);
        variables.put("portal", portal);
        variables.put("form", form);
        variables.put("notices", notices);
        variables.put("assets", assets);
        variables.put("words", words);
        variables.put("dates", dates);
        JakartaServletWebApplication application = JakartaServletWebApplication.buildApplication(servletContext);
        WebContext context = new WebContext(application.buildExchange(request, response), Locale.ENGLISH, variables);
        int fragment = template.indexOf("::");
        return fragment < 0
                ? engine.process(template, context)
                : engine.process(
                        template.substring(0, fragment).strip(),
                        java.util.Set.of(template.substring(fragment + 2).strip()),
                        context);
    }
}
