package org.chartseal.web.verify;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Clock;
import java.time.LocalDate;
import org.chartseal.domain.records.CheckPaper;

/** Where the code on a printed record leads, without signing in: whether the paper is good, and nothing of whom it is for. */
@Path("/verify/paper/{seal}/{code}")
@Controller
@RequestScoped
public class PaperPage {

    @Inject
    private CheckPaper papers;

    @Inject
    private Models models;

    @Inject
    private Clock clock;

    /** Checks it anew. */
    @GET
    public String check(@PathParam("seal") String seal, @PathParam("code") String code) {
        CheckPaper.Checked checked = papers.check(VerifyPage.id(seal), code);
        LocalDate today = LocalDate.now(clock);
        models.put("paper", checked);
        models.put("good", checked.good(today));
        models.put(
                "over",
                checked.prescribed()
                        .flatMap(CheckPaper.Prescribed::until)
                        .filter(today::isAfter)
                        .isPresent());
        return "verify/paper";
    }
}
