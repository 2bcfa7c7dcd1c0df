package org.chartseal.web.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.DepartmentId;
import org.chartseal.domain.people.Departments;
import org.chartseal.domain.people.Licence;
import org.chartseal.domain.people.ListPractitioners;
import org.chartseal.domain.people.PersonName;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Profession;
import org.chartseal.domain.people.RegisterPractitioner;
import org.chartseal.domain.people.SuspendPractitioner;
import org.chartseal.domain.people.VerifyPractitioner;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Option;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.page.Words;

/** Who works here and with which licence; only a verified practitioner can sign. */
@Path("/admin")
@Controller
@RequestScoped
public class PractitionerPages {

    private static final String HOME = "/admin";

    @Inject
    private Actor actor;

    @Inject
    private ListPractitioners list;

    @Inject
    private RegisterPractitioner register;

    @Inject
    private VerifyPractitioner verify;

    @Inject
    private SuspendPractitioner suspend;

    @Inject
    private Departments departments;

    @Inject
    private LedgerCondition ledgerCondition;

    @Inject
    private Clock clock;

    @Inject
    private Words words;

    @Inject
    private Form form;

    @Inject
    private Notices notices;

    @Inject
    private Models models;

    /** How the ledger is, and all practitioners; by name or by state when asked. */
    @GET
    public String practitioners(@QueryParam("q") String text, @QueryParam("status") String state) {
        LocalDate today = LocalDate.now(clock);
        String wanted = text == null ? "" : text.strip();
        List<PractitionerView> all = list.all(actor).stream()
                .map(row -> PractitionerView.of(row, today))
                .toList();
        models.put(
                "practitioners",
                all.stream()
                        .filter(each -> each.name().toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT)))
                        .filter(each -> state == null
                                || state.isEmpty()
                                || each.shownState().equals(state))
                        .toList());
        models.put("any", !all.isEmpty());
        models.put("q", wanted);
        models.put("state", state == null ? "" : state);
        models.put("condition", ledgerCondition.now());
        models.put("more", true);
        models.put("states", List.of("registered", "verified", "run-out", "suspended"));
        return "admin/practitioners";
    }

    /** The form for a new practitioner. */
    @GET
    @Path("/practitioners/new")
    public String registerForm() {
        return showRegisterForm();
    }

    /** Registers a practitioner; the licence is checked on the next page. */
    @POST
    @Path("/practitioners")
    public Response register(
            @FormParam("prefix") @DefaultValue("") String prefix,
            @FormParam("givenName") @DefaultValue("") String givenName,
            @FormParam("familyName") @DefaultValue("") String familyName,
            @FormParam("profession") @DefaultValue("") String profession,
            @FormParam("speciality") @DefaultValue("") String speciality,
            @FormParam("department") UUID department,
            @FormParam("account") @DefaultValue("") String account) {
        try {
            PractitionerId id = register.register(
                    actor,
                    new RegisterPractitioner.Command(
                            Optional.of(account).filter(name -> !name.isBlank()).map(name -> new Account(name.strip())),
                            prefix.strip(),
                            new PersonName(givenName, familyName),
                            Profession.ofCode(profession),
                            speciality.strip(),
                            new DepartmentId(department)));
            notices.say("admin.registered", givenName + " " + familyName);
            return Redirect.to(HOME + "/practitioners/" + id);
        } catch (Refused refused) {
            return form.again(refused, showRegisterForm());
        }
    }

    /** One practitioner, with what can be done. */
    @GET
    @Path("/practitioners/{id}")
    public String practitioner(@PathParam("id") UUID id) {
        return show(new PractitionerId(id));
    }

    /** Records that the licence was checked. */
    @POST
    @Path("/practitioners/{id}/verify")
    public Response verify(
            @PathParam("id") UUID id,
            @FormParam("licenceNumber") @DefaultValue("") String number,
            @FormParam("licenceIssuer") @DefaultValue("") String issuer,
            @FormParam("licensedUntil") @DefaultValue("") String until) {
        PractitionerId practitioner = new PractitionerId(id);
        try {
            verify.verify(actor, practitioner, new Licence(number, issuer, day(until)));
            notices.say("admin.verified", list.one(actor, practitioner).displayName());
            return Redirect.to(HOME + "/practitioners/" + id);
        } catch (Refused refused) {
            return form.again(refused, show(practitioner));
        }
    }

    /** Ends the right to sign; what was signed before stays valid. */
    @POST
    @Path("/practitioners/{id}/suspend")
    public Response suspend(@PathParam("id") UUID id, @FormParam("reason") @DefaultValue("") String reason) {
        PractitionerId practitioner = new PractitionerId(id);
        try {
            suspend.suspend(actor, practitioner, reason);
            notices.say("admin.suspended", list.one(actor, practitioner).displayName());
            return Redirect.to(HOME + "/practitioners/" + id);
        } catch (Refused refused) {
            return form.again(refused, show(practitioner));
        }
    }

    private String show(PractitionerId id) {
        models.put("practitioner", PractitionerView.of(list.one(actor, id), LocalDate.now(clock)));
        return "admin/practitioner";
    }

    private String showRegisterForm() {
        models.put(
                "professions",
                Arrays.stream(Profession.values())
                        .map(each -> new Option(each.code(), words.text("profession." + each.code())))
                        .toList());
        models.put(
                "departments",
                departments.all().stream()
                        .map(each -> new Option(each.id().toString(), each.name()))
                        .toList());
        return "admin/register";
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException malformed) {
            throw (Refused)
                    Refused.because("date-malformed").at("licensedUntil").initCause(malformed);
        }
    }
}
