package org.chartseal.web.patient;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chartseal.domain.consent.WhoReadMyRecord;
import org.chartseal.web.page.Dates;
import org.chartseal.web.patient.ReadSentences.Sentence;
import org.chartseal.web.security.ActingPerson;

/** Who read a patient's record, in sentences, day by day. */
@Path("/patient/access/reads")
@Controller
@RequestScoped
public class ReadsPage {

    @Inject
    private WhoReadMyRecord whoRead;

    @Inject
    private ActingPerson person;

    @Inject
    private Models models;

    @Inject
    private ReadSentences sentences;

    @Inject
    private Dates dates;

    /** What was read on one day, newest first. */
    public record Day(LocalDate day, List<Sentence> sentences) {}

    /** A page of the log; the patient's own reads on request. */
    @GET
    public Response list(
            @QueryParam("own") @DefaultValue("false") boolean own, @QueryParam("page") @DefaultValue("1") int page) {
        int shown = Math.max(1, page);
        WhoReadMyRecord.Page reads = whoRead.page(person.actor(), own, shown - 1);
        Map<LocalDate, List<Sentence>> days = new LinkedHashMap<>();
        reads.reads()
                .forEach(read -> days.computeIfAbsent(
                                LocalDate.ofInstant(read.at(), dates.zone()), day -> new ArrayList<>())
                        .add(sentences.of(read)));
        models.put(
                "days",
                days.entrySet().stream()
                        .map(each -> new Day(each.getKey(), each.getValue()))
                        .toList());
        models.put("own", own);
        models.put("earlier", reads.more() ? "/patient/access/reads?own=" + own + "&page=" + (shown + 1) : null);
        models.put("later", shown > 1 ? "/patient/access/reads?own=" + own + "&page=" + (shown - 1) : null);
        return Response.ok("patient/reads").build();
    }
}
