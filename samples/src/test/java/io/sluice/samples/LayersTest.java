package io.sluice.samples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A sample sees what a sample is and the wire's JSON; samples do not see each other. */
@AnalyzeClasses(
    packages = "io.sluice.samples",
    importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
  @ArchTest
  static final ArchRule SAMPLES_SEE_LITTLE_OF_THE_SERVER =
      noClasses()
          .that()
          .resideInAPackage("io.sluice.samples..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.sluice.server",
              "io.sluice.server.cli..",
              "io.sluice.server.http..",
              "io.sluice.server.host..",
              "io.sluice.server.live..",
              "io.sluice.server.store..",
              "io.sluice.cep..",
              "com.fasterxml..");

  @ArchTest
  static final ArchRule SAMPLES_DO_NOT_SEE_EACH_OTHER =
      slices().matching("io.sluice.samples.(*)..").should().notDependOnEachOther();
}
