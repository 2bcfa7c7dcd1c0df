package org.chartseal.web.patient;

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
import jakarta.ws.rs.core.UriBuilder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.audit.tree.ProveRead;
import org.chartseal.domain.consent.AskAboutRead;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.consent.WhoReadMyRecord;
import org.chartseal.domain.shared.Ids;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Dates;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.patient.ReadSentences.Sentence;
import org.chartseal.web.security.ActingPerson;

/** Who read a patient's record, in sentences, day by day; of each read its proof, and a question to the hospital. */
@Path("/patient/access/reads")
@Controller
@RequestScoped
public class ReadsPage {

    private static final String LIST = "/patient/access/reads";
    private static final String READ = "patient/read";
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 9000;

    @Inject
    private WhoReadMyRecord whoRead;

    @Inject
    private ProveRead proveRead;

    @Inject
    private AskAboutRead questions;

    @Inject
    private ActingPerson person;

    @Inject
    private Models models;

    @Inject
    private ReadSentences sentences;

    @Inject
    private Dates dates;

    @Inject
    private Form form;

    @Inject
    private Notices notices;

    /** What was read on one day, newest first. */
    public record Day(LocalDate day, List<Sentence> sentences) {}

    /** A page of the log; the patient's own reads on request. */
    @GET
    public Response list(
            @QueryParam("own") @DefaultValue("false") boolean own,
            @QueryParam("who") @DefaultValue("") String who,
            @QueryParam("what") @DefaultValue("") String what,
            @QueryParam("from") @DefaultValue("") String from,
            @QueryParam("to") @DefaultValue("") String to,
            @QueryParam("refused") @DefaultValue("false") boolean refused,
            @QueryParam("unusual") @DefaultValue("false") boolean unusual,
            @QueryParam("page") @DefaultValue("1") int page) {
        WhoReadMyRecord.Filter all = WhoReadMyRecord.Filter.all(own);
        WhoReadMyRecord.Filter filter = new WhoReadMyRecord.Filter(
                own,
                who.strip(),
                what,
                refused,
                unusual,
                day(from).map(this::start).orElse(all.since()),
                day(to).map(last -> start(last.plusDays(1))).orElse(all.until()));
        int shown = Math.max(1, page);
        WhoReadMyRecord.Page reads = whoRead.page(person.actor(), filter, shown - 1);
        models.put("days", days(reads));
        models.put("own", own);
        models.put("who", who);
        models.put("what", what);
        models.put("from", day(from).map(LocalDate::toString).orElse(""));
        models.put("to", day(to).map(LocalDate::toString).orElse(""));
        models.put("refused", refused);
        models.put("unusual", unusual);
        models.put("filtered", !filter.equals(all));
        models.put("categories", List.of(RecordCategory.values()));
        String address = UriBuilder.fromPath(LIST)
                        .queryParam("own", own)
                        .queryParam("who", "{who}")
                        .queryParam("what", "{what}")
                        .queryParam("from", "{from}")
                        .queryParam("to", "{to}")
                        .queryParam("refused", refused)
                        .queryParam("unusual", unusual)
                        .build(who, what, from, to)
                + "&page=";
        models.put("earlier", reads.more() ? address + (shown + 1) : null);
        models.put("later", shown > 1 ? address + (shown - 1) : null);
        return Response.ok("patient/reads").build();
    }

    private List<Day> days(WhoReadMyRecord.Page reads) {
        Map<LocalDate, List<Sentence>> days = new LinkedHashMap<>();
        reads.reads()
                .forEach(read -> days.computeIfAbsent(
                                LocalDate.ofInstant(read.at(), dates.zone()), day -> new ArrayList<>())
                        .add(sentences.of(read)));
        return days.entrySet().stream()
                .map(each -> new Day(each.getKey(), each.getValue()))
                .toList();
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(dates.zone()).toInstant();
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text.strip()))
                    .filter(day -> day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** One read: its sentence, what is unusual, its proof, and the question. */
    @GET
    @Path("/{entry}")
    public Response read(@PathParam("entry") String entry) {
        show(Ids.parse("read", entry));
        return Response.ok(READ).build();
    }

    /** Asks the hospital about a read. */
    @POST
    @Path("/{entry}/ask")
    public Response ask(@PathParam("entry") String entry, @FormParam("question") @DefaultValue("") String question) {
        UUID name = Ids.parse("read", entry);
        try {
            questions.ask(person.actor(), name, question);
        } catch (Refused refused) {
            show(name);
            return form.again(refused, READ);
        }
        notices.say("reads.asked");
        return Redirect.to(LIST + "/" + name);
    }

    private void show(UUID entry) {
        ProveRead.Proven proven = proveRead.of(person.actor(), entry);
        models.put("sentence", sentences.of(whoRead.one(person.actor(), entry)));
        models.put(
                "stage",
                proven.stage().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        models.put("position", proven.position().isPresent() ? proven.position().getAsLong() : null);
        models.put("block", proven.block().isPresent() ? proven.block().getAsLong() : null);
        models.put("proof", proven.proof().orElse(null));
    }
}
