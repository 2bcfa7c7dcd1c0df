package org.chartseal.domain.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.chartseal.domain.laboratory.AttachFile;
import org.chartseal.domain.laboratory.CollectSpecimen;
import org.chartseal.domain.laboratory.EnterResults;
import org.chartseal.domain.laboratory.LabRequestId;
import org.chartseal.domain.laboratory.LabRequestView;
import org.chartseal.domain.laboratory.OrderLabPanel;
import org.chartseal.domain.laboratory.ReleaseReport;
import org.chartseal.domain.laboratory.ResultRow.Measured;
import org.chartseal.domain.laboratory.SendBackReport;
import org.chartseal.domain.laboratory.ShowLabRequest;
import org.chartseal.domain.laboratory.Urgency;
import org.chartseal.domain.laboratory.VerifyReport;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.IdGenerator;

/** The demo's doctor, technician and scientist at work on one request, each deed at its time. */
@ApplicationScoped
public class LabBench {

    private final DemoCast cast;
    private final OrderLabPanel orderLabPanel;
    private final CollectSpecimen collectSpecimen;
    private final ShowLabRequest showLabRequest;
    private final EnterResults enterResults;
    private final AttachFile attachFile;
    private final SendBackReport sendBackReport;
    private final VerifyReport verifyReport;
    private final ReleaseReport releaseReport;
    private final IdGenerator ids;

    // One for each deed of a request's life.
    @Inject
    public LabBench(
            DemoCast cast,
            OrderLabPanel orderLabPanel,
            CollectSpecimen collectSpecimen,
            ShowLabRequest showLabRequest,
            EnterResults enterResults,
            AttachFile attachFile,
            SendBackReport sendBackReport,
            VerifyReport verifyReport,
            ReleaseReport releaseReport,
            IdGenerator ids) {
        this.cast = cast;
        this.orderLabPanel = orderLabPanel;
        this.collectSpecimen = collectSpecimen;
        this.showLabRequest = showLabRequest;
        this.enterResults = enterResults;
        this.attachFile = attachFile;
        this.sendBackReport = sendBackReport;
        this.verifyReport = verifyReport;
        this.releaseReport = releaseReport;
        this.ids = ids;
    }

    /** Who asks for what, of whom, when. */
    record Order(
            Actor doctor,
            PatientId patient,
            Optional<UUID> appointment,
            String panel,
            Urgency urgency,
            String question,
            Instant at) {}

    /** Asks for the panel of that code. */
    LabRequestId order(Order order) {
        LabRequestId id = new LabRequestId(ids.next());
        DemoStage.at(
                order.at(),
                () -> orderLabPanel.order(
                        order.doctor(),
                        new OrderLabPanel.Command(
                                id,
                                order.patient(),
                                order.appointment(),
                                orderLabPanel.panels(order.doctor()).stream()
                                        .filter(panel -> panel.code().equals(order.panel()))
                                        .findFirst()
                                        .orElseThrow()
                                        .id(),
                                order.urgency(),
                                order.question())));
        return id;
    }

    /** Takes the specimen. */
    void collect(LabRequestId request, Instant at) {
        DemoStage.at(at, () -> collectSpecimen.collect(technician(), request));
    }

    /** Enters a value for each test, as that function types it from the test. */
    void enter(LabRequestId request, Typist typist, boolean handOver, Instant at) {
        DemoStage.at(at, () -> {
            LabRequestView view = showLabRequest.show(technician(), request);
            List<EnterResults.Entry> entries = view.results().stream()
                    .map(row -> new EnterResults.Entry(row.test().id(), typist.type(row.test()), ""))
                    .toList();
            enterResults.enter(
                    technician(), new EnterResults.Command(request, view.reportVersion(), entries, "", handOver));
        });
    }

    /** What is typed for a test. */
    interface Typist {
        String type(Measured test);
    }

    /** Attaches a file. */
    void attach(LabRequestId request, String name, byte[] content, Instant at) {
        DemoStage.at(at, () -> {
            try {
                attachFile.attach(technician(), request, name, new ByteArrayInputStream(content));
            } catch (IOException bytesDoNotBreakOff) {
                throw new UncheckedIOException(bytesDoNotBreakOff);
            }
        });
    }

    /** The scientist gives the results back. */
    void sendBack(LabRequestId request, String reason, Instant at) {
        DemoStage.at(at, () -> sendBackReport.sendBack(scientist(), request, version(request), reason));
    }

    /** The scientist verifies. */
    void verify(LabRequestId request, Instant at) {
        DemoStage.at(at, () -> verifyReport.verify(scientist(), request, version(request)));
    }

    /** The scientist releases. */
    void release(LabRequestId request, Instant at) {
        DemoStage.at(at, () -> releaseReport.release(scientist(), request));
    }

    /** From specimen to released report within a day of asking. */
    void whole(LabRequestId request, Instant asked, Typist typist, Consumer<LabRequestId> beforeHandOver) {
        collect(request, asked.plus(Duration.ofMinutes(25)));
        beforeHandOver.accept(request);
        enter(request, typist, true, asked.plus(Duration.ofMinutes(110)));
        verify(request, asked.plus(Duration.ofMinutes(170)));
        release(request, asked.plus(Duration.ofMinutes(172)));
    }

    private int version(LabRequestId request) {
        return showLabRequest.show(scientist(), request).reportVersion();
    }

    private Actor technician() {
        return cast.practitioner("labtech");
    }

    private Actor scientist() {
        return cast.practitioner("labscientist");
    }
}
