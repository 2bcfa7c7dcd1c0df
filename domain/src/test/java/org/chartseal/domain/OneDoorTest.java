package org.chartseal.domain;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.transaction.Transactional;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.OpenList;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.Permission;
import org.chartseal.domain.people.Actor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nothing that someone does reaches a patient's data but through the door that decides and keeps the decision. */
class OneDoorTest {

    private static final String DOMAIN = "org.chartseal.domain";

    /** What touches no patient's data, and why; each must still be there and still not use the door. */
    private static final Map<String, String> NO_PATIENT_DATA = Map.ofEntries(
            entry("AskForSignature.prepare", "what the actor just stated, in the form that they post"),
            entry("AskAboutRead.answer", "the words of an answer; the list of questions goes through the door"),
            entry("AskingParties.of", "for whom the actor asks"),
            entry("AwaitedStatements.decline", "the patient's own statement that waits"),
            entry("AwaitedStatements.of", "the patient's own, on a page that has opened the record"),
            entry("Bookables.visitTypes", "kinds of visits"),
            entry("DayCalendar.revision", "a number that says that something changed"),
            entry("Departments.addRoom", "the hospital"),
            entry("Departments.open", "the hospital"),
            entry("DecideErasure.accept", "what becomes of a request; the list of them goes through the door"),
            entry("DecideErasure.refuse", "the same"),
            entry("DecideErasure.reopen", "the same"),
            entry("FindInEmergency.byId", "who a person is, by exact facts, before an emergency is declared; kept"),
            entry("FindInEmergency.byNameAndBirth", "the same"),
            entry("FindInEmergency.byNumber", "the same"),
            entry("FindInEmergency.openNow", "of whom the doctor has declared one; kept"),
            entry("GrantsHeld.by", "what was given, without a record; the lists that go by it ask the door"),
            entry("Insurers.add", "insurers"),
            entry("Insurers.addMember", "insurers"),
            entry("Insurers.all", "insurers"),
            entry("Insurers.removeMember", "insurers"),
            entry("KeepCoverages.insurers", "insurers"),
            entry("LetterFigures.now", "counts"),
            entry("LegalHolds.release", "ends a hold; the list of them goes through the door"),
            entry("LinkPatientAccount.link", "an account; kept among the deeds"),
            entry("ListPractitioners.all", "practitioners"),
            entry("ListPractitioners.one", "practitioners"),
            entry("LogState.now", "how far the log of reads is"),
            entry("MyEmergencies.list", "the patient's own, on a page that has opened the record"),
            entry("MyEmergencies.news", "the patient's own, on a page that has opened the record"),
            entry("MyEmergencies.seen", "the patient's own"),
            entry("MyPasskeys.list", "the actor's own devices"),
            entry("MyPasskeys.signsWithOne", "the patient's own devices"),
            entry("MyRestorations.list", "the actor's own passkeys"),
            entry("OpenRestoration.colleagues", "practitioners"),
            entry("OpenRestoration.forColleague", "practitioners"),
            entry("OpenRestoration.forPatient", "who a person is, by exact facts of their identity document; kept"),
            entry("WitnessRestoration.drop", "whose key is lost"),
            entry("WitnessRestoration.look", "who a person is whose key is lost; kept"),
            entry("WitnessRestoration.sign", "whose key is lost; kept among the deeds"),
            entry("WitnessRestoration.waiting", "who the people are whose keys are lost; kept"),
            entry("MyRequests.waiting", "the patient's own, on a page that has opened the record"),
            entry("OpenEmergencyAccess.open", "declares what the policy then opens; the patient is told"),
            entry("OrderLabPanel.panels", "what can be measured"),
            entry("OpenReleased.basis", "says on what a record is open that has gone through the door"),
            entry("OpenWithoutGrant.of", "the patient's own, on a page that has opened the record"),
            entry("PlanAvailability.addException", "practitioners"),
            entry("PlanAvailability.addRule", "practitioners"),
            entry("PlanAvailability.addVisitType", "kinds of visits"),
            entry("PreviewResult.preview", "asks the policy; the page from which it asks has opened the request"),
            entry("ReadAccessLog.figures", "counts"),
            entry("ReadClaims.hasDesk", "whether the doctor held a visit, on a page that has opened the chart"),
            entry("ReadFindings.newest", "seals that do not verify, and which check failed"),
            entry("RepairRecord.repair", "puts back what was signed and shows nothing of it"),
            entry("ReadFindings.repairs", "which findings were repaired, when and by whom"),
            entry("ReadNotes.ownDraft", "whether the author has a draft"),
            entry("ReceiveUpload.cancel", "the actor's own file, on its way; of its content nothing is told"),
            entry("ReceiveUpload.state", "the same"),
            entry("ReceiveUpload.unfinished", "the same, on a page that has opened the request"),
            entry("RebuildProjection.rebuild", "what the ledger says"),
            entry("RegisterPasskey.complete", "the actor's own device"),
            entry("RegisterPasskey.prepare", "the actor's own device"),
            entry("RegisterPatient.register", "nobody yet known; whom the person is like goes through the door"),
            entry("RegisterPractitioner.register", "practitioners"),
            entry("RemovePasskey.complete", "the actor's own device"),
            entry("RemovePasskey.prepare", "the actor's own device"),
            entry("RequestErasure.mine", "the patient's own request"),
            entry("RequestErasure.renewCode", "the patient's own request"),
            entry("RequestErasure.request", "the patient's own request; kept among the deeds"),
            entry("RequestErasure.withdraw", "the patient's own request; kept among the deeds"),
            entry("RequestAccess.ask", "tells nothing of the patient; kept among the deeds"),
            entry("RequestsMade.of", "the asker's own words, and how they were answered"),
            entry("ReviewEmergencyAccess.look", "a colleague's reason, and of whom; kept"),
            entry("ReviewEmergencyAccess.review", "a colleague's reason, and of whom; kept"),
            entry("ReviewEmergencyAccess.toReview", "colleagues' reasons, and of whom; kept"),
            entry("ReviewEmergencyAccess.waiting", "a number"),
            entry("SearchFormulary.find", "medicines"),
            entry("SearchFormulary.search", "medicines"),
            entry("ShowProjection.show", "what the ledger says"),
            entry("SignWithPasskey.complete", "the patient's own statement that waits"),
            entry("SignWithPasskey.prepare", "the patient's own statement that waits"),
            entry("Studies.add", "studies"),
            entry("Studies.addMember", "studies"),
            entry("Studies.all", "studies"),
            entry("Studies.removeMember", "studies"),
            entry("SuspendPractitioner.suspend", "practitioners"),
            entry("VerifyPractitioner.verify", "practitioners"));

    private static JavaClasses domain;

    @BeforeAll
    static void read() {
        domain = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(DOMAIN);
    }

    @Test
    void everyUseCaseGoesThroughTheDoorOrTouchesNoPatient() {
        Set<String> without = useCases().stream()
                .filter(useCase -> !reachesTheDoor(useCase))
                .map(OneDoorTest::nameOf)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(useCases()).hasSizeGreaterThan(60);
        assertThat(without).containsExactlyInAnyOrderElementsOf(NO_PATIENT_DATA.keySet());
    }

    @Test
    void thePolicyAloneAsksWhatAGrantCovers() {
        Set<String> asking = domain.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().isEquivalentTo(Permission.class)
                        && call.getName().equals("covers"))
                .map(call -> call.getOriginOwner().getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(asking).containsExactly("AccessRules");
    }

    /** What someone can do: a public method of a use case that is told who acts. */
    private static Set<JavaMethod> useCases() {
        return domain.stream()
                .filter(type -> !type.isAssignableTo(AccessPolicy.class)
                        && !type.getPackageName().startsWith(DOMAIN + ".demo"))
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(method ->
                        method.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Actor.class)))
                .filter(OneDoorTest::startsSomething)
                .collect(Collectors.toSet());
    }

    private static boolean startsSomething(JavaMethod method) {
        JavaClass owner = method.getOwner();
        return method.isAnnotatedWith(Transactional.class)
                || owner.isAnnotatedWith(jakarta.enterprise.context.ApplicationScoped.class);
    }

    private static boolean reachesTheDoor(JavaMethod useCase) {
        Set<JavaCodeUnit> seen = new HashSet<>();
        Deque<JavaCodeUnit> open = new ArrayDeque<>(Set.of(useCase));
        while (!open.isEmpty()) {
            JavaCodeUnit unit = open.pop();
            if (unit.getOwner().isEquivalentTo(OpenRecord.class)
                    || unit.getOwner().isEquivalentTo(OpenList.class)) {
                return true;
            }
            if (seen.add(unit)) {
                unit.getAccessesFromSelf().stream()
                        .map(JavaAccess::getTarget)
                        .filter(target -> target.getOwner().getPackageName().startsWith(DOMAIN))
                        .flatMap(target -> target.resolveMember().stream())
                        .filter(JavaCodeUnit.class::isInstance)
                        .map(JavaCodeUnit.class::cast)
                        .forEach(open::push);
            }
        }
        return false;
    }

    private static String nameOf(JavaMethod method) {
        return method.getOwner().getSimpleName() + "." + method.getName();
    }
}
