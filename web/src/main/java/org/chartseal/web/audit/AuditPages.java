package org.chartseal.web.audit;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chartseal.domain.audit.tree.LogState;
import org.chartseal.domain.consent.AskAboutRead;
import org.chartseal.domain.consent.ReadAccessLog;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.records.IntegrityFinding;
import org.chartseal.domain.records.ReadFindings;
import org.chartseal.domain.records.ShowFinding;
import org.chartseal.domain.shared.Ids;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Pager;
import org.chartseal.web.page.Redirect;

/** What an auditor comes for: every read, and everything that did not verify. */
@Path("/audit")
@Controller
@RequestScoped
public class AuditPages {

    private static final int PAGE = 50;
    private static final String QUESTIONS = "audit/questions";
    private static final int FINDINGS = 200;

    @Inject
    private Actor actor;

    @Inject
    private ReadAccessLog accessLog;

    @Inject
    private LogState logState;

    @Inject
    private AskAboutRead questions;

    @Inject
    private Form form;

    @Inject
    private Notices notices;

    @Inject
    private ReadFindings findings;

    @Inject
    private ShowFinding findingShown;

    @Inject
    private Clock clock;

    @Inject
    private Models models;

    /** Reads of the last month, or of the days asked for, with their figures. */
    @GET
    public String reads(@BeanParam ReadsQuery query, @QueryParam("page") @DefaultValue("1") int page) {
        ReadAccessLog.Filter filter = query.filter(clock);
        int shown = Math.max(1, page);
        ReadAccessLog.Page found = accessLog.page(actor, filter, shown - 1, PAGE);
        models.put("reads", found.reads());
        models.put("total", found.total());
        models.put("who", filter.account());
        models.put("patient", filter.patientNumber());
        models.put("refused", filter.refusedOnly());
        models.put("from", query.first(clock).toString());
        models.put("to", query.last(clock).toString());
        models.put("pager", new Pager(query.address("/audit", clock) + "&page=", shown, PAGE, found.total()));
        models.put("export", query.address("/audit/reads.csv", clock));
        models.put("figures", query.address("/audit/figures", clock));
        models.put("state", logState.now(actor));
        return "audit/reads";
    }

    /** How many reads by role, basis, person and day. */
    @GET
    @Path("/figures")
    public String figures(@BeanParam ReadsQuery query) {
        Map<String, List<ReadAccessLog.Figure>> figures = new LinkedHashMap<>();
        for (ReadAccessLog.By by : ReadAccessLog.By.values()) {
            figures.put(
                    by.name().toLowerCase(Locale.ROOT),
                    accessLog.figures(actor, query.filter(clock), by, clock.getZone()));
        }
        models.put("figures", figures);
        models.put("from", query.first(clock));
        models.put("to", query.last(clock));
        models.put("reads", query.address("/audit", clock));
        return "audit/figures";
    }

    /** What patients asked about reads. */
    @GET
    @Path("/questions")
    public Response questions() {
        models.put("questions", questions.all(actor));
        return Response.ok(QUESTIONS).build();
    }

    /** Answers a question. */
    @POST
    @Path("/questions/{entry}")
    public Response answer(@PathParam("entry") String entry, @FormParam("answer") @DefaultValue("") String answer) {
        try {
            questions.answer(actor, Ids.parse("read", entry), answer);
        } catch (Refused refused) {
            models.put("questions", questions.all(actor));
            models.put("answering", entry);
            return form.again(refused, QUESTIONS);
        }
        notices.say("questions.answered");
        return Redirect.to("/audit/questions");
    }

    /** What did not verify, open findings first. */
    @GET
    @Path("/integrity")
    @Transactional
    public String integrity() {
        List<IntegrityFinding> newest = findings.newest(actor, FINDINGS);
        models.put("findings", newest.stream().map(FindingView::of).toList());
        models.put("repairs", FindingView.repairs(findings, actor, newest));
        return "audit/integrity";
    }

    /** What was changed in a record that does not verify. */
    @GET
    @Path("/integrity/{finding}")
    public String finding(@PathParam("finding") String finding) {
        models.put("finding", findingShown.show(actor, FindingView.number(finding)));
        return "audit/finding";
    }
}
