package io.sluice.percolator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.sluice.percolator",
    importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
  @ArchTest
  static final ArchRule the_index_knows_neither_lucene_nor_the_front_end =
      noClasses()
          .that()
          .resideInAPackage("io.sluice.percolator.index..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.lucene..", "io.sluice.percolator");

  @ArchTest
  static final ArchRule the_percolator_knows_nothing_else_of_the_house =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.sluice.grammar..", "io.sluice.cep..", "io.sluice.server..");

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices().matching("io.sluice.(**)").should().beFreeOfCycles();
}
