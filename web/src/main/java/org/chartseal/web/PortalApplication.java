package org.chartseal.web;

import jakarta.mvc.engine.ViewEngine;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** All pages and interfaces, from the root of the portal on; static files have a servlet of their own. */
@ApplicationPath("/")
public class PortalApplication extends Application {

    /** Where templates lie in the web archive. */
    public static final String TEMPLATES = "/WEB-INF/templates/";

    @Override
    public Map<String, Object> getProperties() {
        return Map.of(ViewEngine.VIEW_FOLDER, TEMPLATES, "org.eclipse.krazo.defaultViewFileExtension", "html");
    }
}
