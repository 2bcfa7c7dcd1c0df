package org.chartseal.web.audit;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.chartseal.domain.audit.tree.ProveRead;
import org.chartseal.domain.audit.tree.ReadProof;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.shared.Ids;
import org.chartseal.domain.shared.NotFound;

/** Hands out the proof of a read to its patient and to an auditor. */
@Path("/proofs/reads/{entry}")
@RequestScoped
public class ProofDownload {

    @Inject
    private ProveRead proveRead;

    @Inject
    private Actor actor;

    /** Canonical JSON, as {@code docs/access-log.md} describes it. */
    @GET
    public Response proof(@PathParam("entry") String entry) {
        String text = proveRead
                .of(actor, Ids.parse("read", entry))
                .proof()
                .map(ReadProof::canonicalText)
                .orElseThrow(() -> new NotFound("proof", entry));
        return Response.ok(text, "application/json")
                .header("Content-Disposition", "attachment; filename=\"read-" + Ids.parse("read", entry) + ".json\"")
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "no-store")
                .build();
    }
}
