package io.samui.core.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ServiceLoader;

/** The arrows inside the core. */
@AnalyzeClasses(packages = "io.samui", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule the_core_depends_on_nothing_else_of_ours = noClasses()
            .that()
            .resideInAPackage("io.samui.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.samui.inference..", "io.samui.storage..", "io.samui.rest..", "io.samui.examples..");

    @ArchTest
    static final ArchRule only_the_persistence_package_knows_a_database = noClasses()
            .that()
            .resideInAPackage("io.samui..")
            .and()
            .resideOutsideOfPackage("io.samui.core.persistence..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta.persistence..", "org.hibernate..", "org.flywaydb..", "com.zaxxer..", "java.sql..");

    @ArchTest
    static final ArchRule the_core_knows_no_framework = noClasses()
            .that()
            .resideInAPackage("io.samui.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "ai.onnxruntime..", "ai.djl..", "software.amazon..");

    @ArchTest
    static final ArchRule the_domain_carries_no_mapper_annotations = noClasses()
            .that()
            .resideInAPackage("io.samui.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson.annotation..", "tools.jackson.databind.annotation..");

    @ArchTest
    static final ArchRule entities_stay_in_their_package = classes()
            .that()
            .areAnnotatedWith("jakarta.persistence.Entity")
            .should()
            .bePackagePrivate();

    @ArchTest
    static final ArchRule only_the_composition_root_and_the_stores_themselves_know_a_kind_of_store = noClasses()
            .that()
            .resideInAPackage("io.samui.core.*..")
            .and()
            .resideOutsideOfPackages("io.samui.core.memory..", "io.samui.core.persistence..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.samui.core.memory..", "io.samui.core.persistence..");

    @ArchTest
    static final ArchRule change_detection_is_a_function_of_values = noClasses()
            .that()
            .resideInAPackage("io.samui.core.change..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.samui.core.job..", "io.samui.core.history..", "io.samui.core.storage..", "java.io..");

    @ArchTest
    static final ArchRule masks_know_nothing_of_models = noClasses()
            .that()
            .resideInAPackage("io.samui.core.mask..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.samui.core.inference..", "io.samui.core.sam..", "io.samui.core.image..");

    @ArchTest
    static final ArchRule the_spi_does_not_know_who_calls_it = noClasses()
            .that()
            .resideInAnyPackage("io.samui.core.inference..", "io.samui.core.storage..", "io.samui.core.spi..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.samui.core.job..", "io.samui.core.history..", "io.samui.core.annotation..");

    @ArchTest
    static final ArchRule time_comes_in_through_constructors = noClasses()
            .that()
            .resideInAPackage("io.samui.core.*..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule services_are_looked_up_in_one_place = noClasses()
            .that()
            .resideInAPackage("io.samui..")
            .and()
            .resideOutsideOfPackage("io.samui.core.spi..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ServiceLoader.class);

    @ArchTest
    static final ArchRule nobody_prints = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule nobody_uses_java_util_logging = GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
}
