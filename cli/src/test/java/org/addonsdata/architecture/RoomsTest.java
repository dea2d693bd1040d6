package org.addonsdata.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Holds the rooms of docs/design.md apart: who may use whom, and what is allowed where. */
@AnalyzeClasses(packages = "org.addonsdata", importOptions = DoNotIncludeTests.class)
class RoomsTest {
    @ArchTest
    static final ArchRule ARROWS_POINT_DOWN =
            layeredArchitecture()
                    .consideringOnlyDependenciesInAnyPackage("org.addonsdata..")
                    .layer("core")
                    .definedBy("org.addonsdata.core..")
                    .layer("services")
                    .definedBy("org.addonsdata.services..")
                    .layer("snapshot")
                    .definedBy("org.addonsdata.snapshot..")
                    .layer("search")
                    .definedBy("org.addonsdata.search..")
                    .layer("lifecycle")
                    .definedBy("org.addonsdata.lifecycle..")
                    .layer("addons")
                    .definedBy("org.addonsdata.addons..")
                    .layer("cli")
                    .definedBy("org.addonsdata.cli..")
                    .layer("testing")
                    .definedBy("org.addonsdata.testing..")
                    .whereLayer("core")
                    .mayNotAccessAnyLayer()
                    .whereLayer("services")
                    .mayOnlyAccessLayers("core")
                    .whereLayer("snapshot")
                    .mayOnlyAccessLayers("core")
                    .whereLayer("search")
                    .mayOnlyAccessLayers("core")
                    .whereLayer("lifecycle")
                    .mayOnlyAccessLayers("core", "services", "snapshot", "search")
                    .whereLayer("addons")
                    .mayOnlyAccessLayers("core", "services", "snapshot", "search", "lifecycle")
                    .whereLayer("cli")
                    .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CIRCLES =
            slices().matching("org.addonsdata.(*).(*)..")
                    .namingSlices("$1.$2")
                    .should()
                    .beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_THE_COMMAND_LINE_PRINTS =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.addonsdata.cli..")
                    .should()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err");

    @ArchTest
    static final ArchRule ONLY_THE_COMMAND_LINE_READS_THE_ENVIRONMENT =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("org.addonsdata.cli..", "org.addonsdata.testing..")
                    .should()
                    .callMethod(System.class, "getenv");

    @ArchTest
    static final ArchRule THE_SNAPSHOT_AND_THE_SEARCH_KNOW_NO_ADDONS =
            noClasses()
                    .that()
                    .resideInAnyPackage("org.addonsdata.snapshot..", "org.addonsdata.search..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.flywaydb..", "picocli..");

    @ArchTest
    static final ArchRule NOTHING_STATIC_CHANGES =
            classes()
                    .that()
                    .resideInAPackage("org.addonsdata..")
                    .and()
                    .resideOutsideOfPackage("org.addonsdata.testing..")
                    .should(haveOnlyFinalStaticFields());

    @ArchTest
    static final ArchRule NOBODY_USES_JAVA_UTIL_LOGGING = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    private static ArchCondition<JavaClass> haveOnlyFinalStaticFields() {
        return new ArchCondition<>("have only final static fields") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getFields().stream()
                        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                        .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL))
                        .map(JavaField::getFullName)
                        .forEach(name -> events.add(SimpleConditionEvent.violated(type, name)));
            }
        };
    }
}
