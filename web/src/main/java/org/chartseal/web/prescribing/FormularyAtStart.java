package org.chartseal.web.prescribing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import org.chartseal.domain.prescribing.LoadFormulary;

/** Has the formulary filled when the portal starts: without it nobody can prescribe. */
@ApplicationScoped
public class FormularyAtStart {

    private final LoadFormulary formulary;

    @Inject
    FormularyAtStart(LoadFormulary formulary) {
        this.formulary = formulary;
    }

    void load(@Observes @Initialized(ApplicationScoped.class) ServletContext started) {
        formulary.load();
    }
}
