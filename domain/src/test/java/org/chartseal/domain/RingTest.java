package org.chartseal.domain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.Entity;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the ring: the domain knows the hospital, Jakarta's APIs and FHIR's model, and nothing that stands around it. */
class RingTest {

    private static JavaClasses domain;

    @BeforeAll
    static void read() {
        domain = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.chartseal.domain");
    }

    @Test
    void theDomainKnowsNothingThatStandsAroundIt() {
        guarded(
                classes()
                        .should()
                        .onlyDependOnClassesThat(DescribedPredicate.describe("the domain may know", RingTest::known)),
                "org.chartseal.domain");
    }

    private static boolean known(com.tngtech.archunit.core.domain.JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        return type.getBaseComponentType().isPrimitive()
                || name.startsWith("java.")
                || name.startsWith("javax.sql")
                || name.startsWith("javax.imageio")
                || name.startsWith("javax.crypto")
                || name.startsWith("org.chartseal.domain")
                || (name.startsWith("jakarta.")
                        && !name.startsWith("jakarta.servlet")
                        && !name.startsWith("jakarta.ws"))
                || name.startsWith("org.hl7.fhir")
                || name.startsWith("ca.uhn.fhir")
                || name.startsWith("org.erdtman.jcs")
                || name.startsWith("org.apache.tika")
                || name.startsWith("org.jspecify");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shared", "ledger", "documents", "people", "consent", "audit"})
    void theGroundFloorDoesNotKnowTheFeaturesBuiltOnIt(String ground) {
        guarded(
                noClasses()
                        .that()
                        .resideInAPackage("org.chartseal.domain." + ground + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "org.chartseal.domain.care..",
                                "org.chartseal.domain.prescribing..",
                                "org.chartseal.domain.laboratory..",
                                "org.chartseal.domain.filing..",
                                "org.chartseal.domain.claims..",
                                "org.chartseal.domain.demo.."),
                "org.chartseal.domain." + ground);
    }

    @Test
    void entitiesHaveNoSetters() {
        ArchRule rule = com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods()
                .that()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(Entity.class)
                .should()
                .haveNameNotMatching("set[A-Z].*");
        guarded(rule, "org.chartseal.domain.people");
    }

    /** A rule about a package that does not exist passes silently: so insist that it does. */
    private static void guarded(ArchRule rule, String packageName) {
        assertThat(domain.stream().filter(type -> type.getPackageName().startsWith(packageName)))
                .as("classes in %s", packageName)
                .isNotEmpty();
        rule.check(domain);
    }
}
