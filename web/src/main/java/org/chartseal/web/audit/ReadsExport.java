package org.chartseal.web.audit;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.chartseal.domain.consent.ReadAccessLog;
import org.chartseal.domain.people.Actor;
import org.chartseal.web.security.ActingPerson;

/** The reads that an auditor asks for, as a table for other programs. */
@Path("/audit/reads.csv")
@RequestScoped
public class ReadsExport {

    @Inject
    private ReadAccessLog accessLog;

    @Inject
    private ActingPerson person;

    @Inject
    private Clock clock;

    /** Streamed, once it is kept that they are taken away: however many there are, they are never held all at once. */
    @GET
    public Response table(@BeanParam ReadsQuery query) {
        Actor actor = person.actor();
        ReadAccessLog.Export export = accessLog.export(actor, query.filter(clock));
        StreamingOutput output = bytes -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
            writer.write(CsvLine.of(
                    "at",
                    "account",
                    "role",
                    "reader",
                    "number",
                    "patient",
                    "category",
                    "what",
                    "purpose",
                    "basis",
                    "allowed",
                    "organisation",
                    "from",
                    "entry"));
            export.each(read -> write(writer, read));
            writer.flush();
        };
        return Response.ok(output, "text/csv; charset=utf-8")
                .header("Content-Disposition", "attachment; filename=\"reads.csv\"")
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "no-store")
                .build();
    }

    private static void write(Writer writer, ReadAccessLog.Read read) {
        try {
            writer.write(CsvLine.of(
                    read.at(),
                    read.account(),
                    read.role(),
                    read.reader(),
                    read.number(),
                    read.patient(),
                    read.category(),
                    read.what(),
                    read.purpose(),
                    read.basis(),
                    read.allowed(),
                    read.organisation(),
                    read.from(),
                    read.entry()));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
