package org.chartseal.web.care;

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
import java.util.List;
import org.chartseal.domain.laboratory.LabPanelId;
import org.chartseal.domain.laboratory.LabRequestId;
import org.chartseal.domain.laboratory.OrderLabPanel;
import org.chartseal.domain.laboratory.OrderLabPanel.PanelView;
import org.chartseal.domain.laboratory.Urgency;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Option;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.page.Words;

/** Asks the laboratory: choose, look once more, sign. */
@Path("/patients/{patient}/lab-requests")
@Controller
@RequestScoped
public class LabOrderPages {

    @PathParam("patient")
    private String patient = "";

    @Inject
    private OrderLabPanel orders;

    @Inject
    private PatientFrame frame;

    @Inject
    private Actor actor;

    @Inject
    private Models models;

    @Inject
    private Form form;

    @Inject
    private Notices notices;

    @Inject
    private Words words;

    @Inject
    private IdGenerator ids;

    /** The form. */
    @GET
    @Path("new")
    public String begin(@QueryParam("visit") @DefaultValue("") String visit) {
        show(new LabRequestId(ids.next()).toString(), visit);
        return "care/lab-order";
    }

    private void show(String request, String visit) {
        frame.open(patient(), visit);
        models.put("order", request);
        models.put("panels", orders.panels(actor));
        models.put(
                "urgencies",
                List.of(Urgency.ROUTINE, Urgency.URGENT, Urgency.STAT).stream()
                        .map(each -> new Option(each.code(), words.text("urgency." + each.code())))
                        .toList());
    }

    /** The last look, and then the signature. */
    @POST
    public Response order(
            @FormParam("order") @DefaultValue("") String request,
            @FormParam("visit") @DefaultValue("") String visit,
            @FormParam("panel") @DefaultValue("") String panel,
            @FormParam("urgency") @DefaultValue("") String urgency,
            @FormParam("question") @DefaultValue("") String question,
            @FormParam("then") @DefaultValue("") String then) {
        try {
            if (panel.isEmpty()) {
                throw Refused.because("lab-panel-missing").at("panel");
            }
            OrderLabPanel.Command command = new OrderLabPanel.Command(
                    LabRequestId.parse(request),
                    patient(),
                    PatientFrame.visit(visit),
                    LabPanelId.parse(panel),
                    Urgency.ofCode(urgency),
                    question);
            return switch (then) {
                case "sign" -> sign(command);
                case "change" -> {
                    show(request, visit);
                    yield Response.ok("care/lab-order").build();
                }
                default -> review(command, request, visit);
            };
        } catch (Refused refused) {
            show(request, visit);
            return form.again(refused, "care/lab-order");
        }
    }

    private Response review(OrderLabPanel.Command command, String request, String visit) {
        PanelView panel = orders.panels(actor).stream()
                .filter(each -> each.id().equals(command.panel()))
                .findFirst()
                .orElseThrow(() -> Refused.because("lab-panel-missing").at("panel"));
        frame.open(patient(), visit);
        models.put("order", request);
        models.put("panel", panel);
        models.put("urgency", command.urgency().code());
        models.put("question", command.question());
        return Response.ok("care/lab-order-sign").build();
    }

    private Response sign(OrderLabPanel.Command command) {
        orders.order(actor, command);
        notices.say("lab-order.signed");
        return Redirect.to("/patients/" + patient() + "/chart");
    }

    private PatientId patient() {
        return PatientId.parse(patient);
    }
}
