package io.sluice.grammar;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of this module: text -> parser -> tree, and back by print. */
@AnalyzeClasses(
    packages = "io.sluice.grammar",
    importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
  @ArchTest
  static final ArchRule THE_TREE_KNOWS_NOTHING_OF_OURS =
      classes()
          .that()
          .resideInAPackage("io.sluice.grammar.ast")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.sluice.grammar.ast", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule THE_PRINTER_KNOWS_ONLY_THE_TREE =
      classes()
          .that()
          .resideInAPackage("io.sluice.grammar.print")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.sluice.grammar.print", "io.sluice.grammar.ast", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule ONLY_THE_READER_TOUCHES_THE_GENERATED_PARSER =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.sluice.grammar", "io.sluice.grammar.parser")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.sluice.grammar.parser", "org.antlr..");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.sluice.(grammar..)").should().beFreeOfCycles();
}
