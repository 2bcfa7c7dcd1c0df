package org.chartseal.domain.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chartseal.domain.consent.Mandate.Document;
import org.chartseal.domain.consent.Mandate.DocumentKind;
import org.chartseal.domain.consent.Permission.What;
import org.chartseal.domain.consent.ProxiesAtDesk;
import org.chartseal.domain.consent.Relationship;
import org.chartseal.domain.people.Contact;
import org.chartseal.domain.people.PatientDetails;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PersonName;
import org.chartseal.domain.people.RegisterPatient;
import org.chartseal.domain.people.Sex;
import org.chartseal.domain.people.ViewPatient;

/** The child of the demo's second patient, for whom they act. */
@ApplicationScoped
public class FamilyChapter implements DemoChapter {

    private static final int DAYS_AGO = 50;
    private static final int YEARS_OLD = 7;

    private final DemoCast cast;
    private final RegisterPatient registerPatient;
    private final ViewPatient viewPatient;
    private final ProxiesAtDesk proxies;

    @Inject
    public FamilyChapter(
            DemoCast cast, RegisterPatient registerPatient, ViewPatient viewPatient, ProxiesAtDesk proxies) {
        this.cast = cast;
        this.registerPatient = registerPatient;
        this.viewPatient = viewPatient;
        this.proxies = proxies;
    }

    @Override
    public String code() {
        return "family";
    }

    @Override
    public int order() {
        return 33;
    }

    @Override
    public List<DemoStep> steps(DemoDay day) {
        return List.of(new DemoStep("child", () -> registerChild(day)));
    }

    private void registerChild(DemoDay day) {
        Instant then = day.at(-DAYS_AGO, 10, 0);
        PatientDetails details = new PatientDetails(
                new PersonName("Ada", "Nwosu"),
                day.today().minusYears(YEARS_OLD).minusDays(DAYS_AGO),
                Sex.FEMALE,
                Contact.NONE,
                Set.of());
        DemoStage.at(then, () -> {
            PatientId child = registerPatient
                    .register(
                            cast.reception(),
                            new RegisterPatient.Command(details, "Checked with the parent at the desk"))
                    .id();
            String parent =
                    viewPatient.view(cast.reception(), cast.patient("patient2")).number();
            proxies.letAct(
                    cast.reception(),
                    new ProxiesAtDesk.Command(
                            child,
                            parent,
                            Relationship.PARENT,
                            new Document(DocumentKind.BIRTH_CERTIFICATE, "Register of births, no. 2209"),
                            What.everything(),
                            Optional.empty()));
        });
    }
}
