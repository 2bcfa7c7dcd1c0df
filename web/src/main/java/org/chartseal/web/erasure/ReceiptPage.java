package org.chartseal.web.erasure;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.chartseal.domain.erasure.FindReceipt;
import org.chartseal.domain.erasure.ReceiptCode;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;

/** Where the code of a receipt leads, without signing in: whoever was erased has no account any more. Names nobody. */
@Path("/verify/erasure")
@Controller
@RequestScoped
public class ReceiptPage {

    private static final String PAGE = "erasure/receipt";

    @Inject
    private FindReceipt receipts;

    @Inject
    private Models models;

    @Inject
    private Form form;

    /** Asks for the code, or shows what it leads to, checked anew. */
    @GET
    public Response show(@QueryParam("code") @DefaultValue("") String typed) {
        models.put("typed", typed);
        if (typed.isBlank()) {
            return Response.ok(PAGE).build();
        }
        try {
            ReceiptCode code = ReceiptCode.parse(typed);
            FindReceipt.Found found = receipts.find(code);
            models.put("found", found);
            models.put("code", code.text());
            found.receipt()
                    .ifPresent(receipt ->
                            models.put("verdict", receipts.check(receipt.text()).code()));
            return Response.ok(PAGE).header("Cache-Control", "no-store").build();
        } catch (Refused malformed) {
            return form.again(malformed, PAGE);
        } catch (NotFound unknown) {
            form.add("code", "erasure.receipt.unknown");
            return form.again(PAGE);
        }
    }
}
