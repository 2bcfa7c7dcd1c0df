package org.chartseal.web.ledger;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.chartseal.domain.ledger.ChannelRole;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.domain.ledger.LedgerChannel;
import org.chartseal.domain.ledger.LedgerChannels;
import org.chartseal.domain.ledger.TransactionId;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.web.configuration.PortalConfiguration;
import org.chartseal.web.configuration.PortalConfiguration.LedgerKind;
import org.chartseal.web.ledger.BlockView.TransactionView;

/**
 * The explorer of each channel: the chain from its first block on, a block, a transaction, as the network itself answers
 * them. The channel for records has no name in its addresses. Nothing here names a person whom the hospital treats.
 */
@Path("/ledger{channel: /phd|/consortium|}")
@Controller
@RequestScoped
public class LedgerPages {

    private static final int PAGE = 25;

    @Inject
    private LedgerChannels channels;

    @Inject
    private PortalConfiguration configuration;

    @Inject
    private Models models;

    @PathParam("channel")
    private String channel;

    /**
     * Blocks, newest first.
     *
     * @param before only blocks below this number; the newest ones without it
     */
    @GET
    public String blocks(@QueryParam("before") Long before) {
        EvidenceLedger ledger = open();
        long height = ledger.height();
        long end = before == null ? height : Math.max(0, Math.min(before, height));
        long first = Math.max(0, end - PAGE);
        models.put("solo", configuration.ledgerKind() == LedgerKind.SOLO);
        models.put("height", height);
        models.put("blocks", new ChainView(ledger).newestFirst(first, end));
        models.put("older", first > 0 ? address() + "?before=" + first : null);
        models.put("newer", end < height ? address() + "?before=" + Math.min(height, end + PAGE) : null);
        models.put("genesis", first > 0 ? address() + "?before=" + PAGE : null);
        return "ledger/blocks";
    }

    /** One block, who signed it, and its transactions. */
    @GET
    @Path("/blocks/{number: \\d{1,18}}")
    public String block(@PathParam("number") long number) {
        EvidenceLedger ledger = open();
        models.put("height", ledger.height());
        models.put("block", new ChainView(ledger).block(number));
        return "ledger/block";
    }

    /** One transaction, who submitted and endorsed it, and what it wrote. */
    @GET
    @Path("/transactions/{id: [0-9a-f]{64}}")
    public String transaction(@PathParam("id") String id) {
        EvidenceLedger ledger = open();
        LedgerBlock holder = ledger.blockOf(new TransactionId(id)).orElseThrow(() -> new NotFound("transaction", id));
        BlockView block = new ChainView(ledger).block(holder.number());
        TransactionView transaction = block.transactions().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("transaction", id));
        models.put("block", block);
        models.put("transaction", transaction);
        return "ledger/transaction";
    }

    /** The ledger of the channel that the address names, and what every page shows of it. */
    private EvidenceLedger open() {
        EvidenceLedger ledger = channels.on(role());
        List<LedgerChannel> all = channels.all();
        models.put("address", address());
        models.put("channels", all.size() > 1 ? all.stream().map(this::tab).toList() : List.of());
        models.put(
                "channel",
                all.stream()
                        .filter(each -> each.role() == role())
                        .findFirst()
                        .map(this::tab)
                        .orElseThrow());
        return ledger;
    }

    /**
     * A channel to go to.
     *
     * @param code of its role
     * @param name as the network knows it
     */
    public record Tab(String code, String name, String address, boolean current) {}

    private Tab tab(LedgerChannel each) {
        return new Tab(each.role().code(), each.name(), address(each.role()), each.role() == role());
    }

    private ChannelRole role() {
        return channel.isEmpty()
                ? ChannelRole.EMR
                : ChannelRole.ofCode(channel.substring(1)).orElseThrow(() -> new NotFound("channel", channel));
    }

    private String address() {
        return address(role());
    }

    private static String address(ChannelRole role) {
        return role == ChannelRole.EMR ? "/ledger" : "/ledger/" + role.code();
    }
}
