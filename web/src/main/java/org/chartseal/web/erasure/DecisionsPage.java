package org.chartseal.web.erasure;

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
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.chartseal.domain.erasure.DecideErasure;
import org.chartseal.domain.erasure.ErasureId;
import org.chartseal.domain.erasure.HoldId;
import org.chartseal.domain.erasure.LegalHolds;
import org.chartseal.domain.erasure.RefusalReason;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.shared.Ids;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Redirect;

/** Where auditors decide on requests to be erased, and keep records that a court or a claim needs. */
@Path("/audit/erasures")
@Controller
@RequestScoped
public class DecisionsPage {

    private static final String PAGE = "erasure/decisions";
    private static final String ADDRESS = "/audit/erasures";

    @Inject
    private DecideErasure decide;

    @Inject
    private LegalHolds holds;

    @Inject
    private Actor actor;

    @Inject
    private Models models;

    @Inject
    private Form form;

    @Inject
    private Notices notices;

    /** What is to be decided, what was, and the holds that stand. */
    @GET
    public Response list() {
        put("");
        return Response.ok(PAGE).build();
    }

    /** @param deciding the request, or {@code hold}, whose form comes back with what was typed */
    private void put(String deciding) {
        models.put("cases", decide.all(actor));
        models.put("holds", holds.standing(actor));
        models.put("reasons", RefusalReason.values());
        models.put("deciding", deciding);
    }

    /** Has the patient erased when the day comes. */
    @POST
    @Path("/{erasure}/accept")
    public Response accept(
            @PathParam("erasure") String erasure,
            @FormParam("version") @DefaultValue("-1") int version,
            @FormParam("note") @DefaultValue("") String note) {
        return decided(erasure, "accepted", id -> decide.accept(actor, id, version, note));
    }

    /** Says no, with reasons. */
    @POST
    @Path("/{erasure}/refuse")
    public Response refuse(
            @PathParam("erasure") String erasure,
            @FormParam("version") @DefaultValue("-1") int version,
            @FormParam("reasons") List<String> reasons,
            @FormParam("note") @DefaultValue("") String note) {
        List<RefusalReason> known = Arrays.stream(RefusalReason.values())
                .filter(reason -> reasons.contains(reason.code()))
                .toList();
        return decided(erasure, "refused", id -> decide.refuse(actor, id, version, known, note));
    }

    /** Has it waiting for a decision again. */
    @POST
    @Path("/{erasure}/reopen")
    public Response reopen(
            @PathParam("erasure") String erasure, @FormParam("version") @DefaultValue("-1") int version) {
        return decided(erasure, "reopened", id -> decide.reopen(actor, id, version));
    }

    private Response decided(String erasure, String what, Consumer<ErasureId> deed) {
        ErasureId id = new ErasureId(Ids.parse("erasure", erasure));
        try {
            deed.accept(id);
        } catch (Refused refused) {
            put(what + " " + id);
            return form.again(refused, PAGE);
        }
        notices.say("erasure." + what);
        return Redirect.to(ADDRESS);
    }

    /** Places a hold. */
    @POST
    @Path("/holds")
    public Response hold(
            @FormParam("number") @DefaultValue("") String number,
            @FormParam("reason") @DefaultValue("") String reason,
            @FormParam("lastDay") @DefaultValue("") String lastDay) {
        try {
            Optional<LocalDate> last = day(lastDay);
            holds.place(actor, number, reason, last);
        } catch (NotFound nobody) {
            form.add("number", "erasure.hold.nobody");
            return holdAgain();
        } catch (DateTimeException malformed) {
            form.add("lastDay", "erasure.hold.day-malformed");
            return holdAgain();
        } catch (Refused refused) {
            form.add(refused);
            return holdAgain();
        }
        notices.say("erasure.hold.placed");
        return Redirect.to(ADDRESS);
    }

    private Response holdAgain() {
        put("hold");
        return form.again(PAGE);
    }

    private static Optional<LocalDate> day(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(text.strip()));
    }

    /** Ends a hold. */
    @POST
    @Path("/holds/{hold}/release")
    public Response release(@PathParam("hold") String hold) {
        holds.release(actor, new HoldId(Ids.parse("hold", hold)));
        notices.say("erasure.hold.released");
        return Redirect.to(ADDRESS);
    }
}
