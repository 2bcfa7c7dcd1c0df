package org.chartseal.web.erasure;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.chartseal.domain.erasure.FindReceipt;
import org.chartseal.domain.erasure.ReceiptCode;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** Hands out the receipt of an erasure, byte for byte: the ledger holds the SHA-256 of it. */
@Path("/verify/erasure/{code}/receipt.json")
@RequestScoped
public class ReceiptDownload {

    @Inject
    private FindReceipt receipts;

    /** Canonical JSON, as {@code docs/erasure.md} describes it. */
    @GET
    public Response receipt(@PathParam("code") String typed) {
        ReceiptCode code = code(typed);
        String text = receipts.find(code)
                .receipt()
                .orElseThrow(() -> new NotFound("receipt", code))
                .text();
        return Response.ok(text, "application/json")
                .header("Content-Disposition", "attachment; filename=\"erasure-receipt.json\"")
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "no-store")
                .build();
    }

    /** Nothing can have an address with a malformed code. */
    private static ReceiptCode code(String typed) {
        try {
            return ReceiptCode.parse(typed);
        } catch (Refused malformed) {
            throw new NotFound("receipt", "that code");
        }
    }
}
