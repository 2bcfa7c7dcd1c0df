package org.chartseal.web.ledger;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.domain.ledger.TransactionId;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.web.configuration.PortalConfiguration;
import org.chartseal.web.ledger.BlockView.TransactionView;

/** The explorer: the chain from its first block on, a block, a transaction. Nothing on it names a person. */
@Path("/ledger")
@Controller
@RequestScoped
public class LedgerPages {

    private static final int PAGE = 25;

    @Inject
    private EvidenceLedger ledger;

    @Inject
    private PortalConfiguration configuration;

    @Inject
    private Models models;

    /**
     * Blocks, newest first.
     *
     * @param before only blocks below this number; the newest ones without it
     */
    @GET
    public String blocks(@QueryParam("before") Long before) {
        long height = ledger.height();
        long end = before == null ? height : Math.max(0, Math.min(before, height));
        long first = Math.max(0, end - PAGE);
        models.put("solo", configuration.ledgerKind() == PortalConfiguration.LedgerKind.SOLO);
        models.put("height", height);
        models.put("blocks", newestFirst(first, end));
        models.put("older", first > 0 ? "/ledger?before=" + first : null);
        models.put("newer", end < height ? "/ledger?before=" + Math.min(height, end + PAGE) : null);
        models.put("genesis", first > 0 ? "/ledger?before=" + PAGE : null);
        return "ledger/blocks";
    }

    /** One block and its transactions. */
    @GET
    @Path("/blocks/{number: \\d{1,18}}")
    public String block(@PathParam("number") long number) {
        models.put("height", ledger.height());
        models.put("block", view(number));
        return "ledger/block";
    }

    /** One transaction, and what it wrote. */
    @GET
    @Path("/transactions/{id: [0-9a-f]{64}}")
    public String transaction(@PathParam("id") String id) {
        LedgerBlock block = ledger.blockOf(new TransactionId(id)).orElseThrow(() -> new NotFound("transaction", id));
        BlockView view = view(block.number());
        TransactionView transaction = view.transactions().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("transaction", id));
        models.put("block", view);
        models.put("transaction", transaction);
        return "ledger/transaction";
    }

    private BlockView view(long number) {
        long first = Math.max(0, number - 1);
        List<LedgerBlock> found = ledger.blocks(first, number == 0 ? 1 : 2);
        LedgerBlock block = found.stream()
                .filter(each -> each.number() == number)
                .findFirst()
                .orElseThrow(() -> new NotFound("block", number));
        return BlockView.of(block, before(found, number));
    }

    /** Reads one block more than is shown, to see that the first one follows from it. */
    private List<BlockView> newestFirst(long first, long end) {
        long from = Math.max(0, first - 1);
        List<LedgerBlock> found = end == first ? List.of() : ledger.blocks(from, (int) (end - from));
        List<BlockView> views = new ArrayList<>();
        for (LedgerBlock block : found) {
            if (block.number() >= first) {
                views.add(BlockView.of(block, before(found, block.number())));
            }
        }
        Collections.reverse(views);
        return views;
    }

    private static Optional<LedgerBlock> before(List<LedgerBlock> found, long number) {
        return found.stream().filter(each -> each.number() == number - 1).findFirst();
    }
}
