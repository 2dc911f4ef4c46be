package io.sluice.cep;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.time.Instant;
import java.util.Arrays;

/** The arrows of the engine: from text to plan to program to what runs, and never back. */
@AnalyzeClasses(packages = "io.sluice.cep", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
  private static final String CEP = "io.sluice.cep";
  private static final String EVENT = CEP + ".event";
  private static final String FUNCTION = CEP + ".function";
  private static final String NAVIGATION = CEP + ".navigation";
  private static final String SEARCH = CEP + ".search";
  private static final String PLAN = CEP + ".plan";
  private static final String PROGRAM = CEP + ".program..";
  private static final String TASK = CEP + ".task";
  private static final String AST = "io.sluice.grammar.ast";

  @ArchTest static final ArchRule EVENT_IS_A_LEAF = mayUse(EVENT, EVENT);

  @ArchTest static final ArchRule FUNCTIONS_KNOW_VALUES = mayUse(FUNCTION, FUNCTION, EVENT);

  @ArchTest static final ArchRule NAVIGATION_KNOWS_TYPES = mayUse(NAVIGATION, NAVIGATION, EVENT);

  @ArchTest
  static final ArchRule SEARCH_MEETS_THE_PERCOLATOR =
      mayUse(SEARCH, SEARCH, EVENT, "io.sluice.percolator");

  @ArchTest
  static final ArchRule PLANS_KNOW_NO_TEXT_AND_NO_PROGRAM =
      mayUse(PLAN, PLAN, EVENT, FUNCTION, NAVIGATION, SEARCH, AST);

  @ArchTest
  static final ArchRule PLANS_AND_PROGRAMS_TAKE_ONLY_PLACES_FROM_THE_SYNTAX_TREE =
      ArchRuleDefinition.noClasses()
          .that()
          .resideInAnyPackage(PLAN, PROGRAM)
          .should()
          .dependOnClassesThat(resideInAPackage(AST).and(not(simpleName("Span"))));

  @ArchTest
  static final ArchRule ANALYSIS_ENDS_IN_PLANS =
      mayUse(
          CEP + ".analyze",
          CEP + ".analyze",
          CEP + ".program.expr",
          PLAN,
          FUNCTION,
          NAVIGATION,
          EVENT,
          SEARCH,
          "io.sluice.percolator",
          "io.sluice.grammar..");

  @ArchTest
  static final ArchRule EXPRESSIONS_KNOW_NO_MATCHER =
      mayUse(
          CEP + ".program.expr",
          CEP + ".program.expr",
          PLAN,
          NAVIGATION,
          FUNCTION,
          EVENT,
          SEARCH,
          "io.sluice.percolator",
          AST);

  @ArchTest
  static final ArchRule PROGRAMS_NEVER_SEE_THE_TEXT =
      mayUse(CEP + ".program", PROGRAM, PLAN, NAVIGATION, FUNCTION, EVENT, SEARCH, AST);

  @ArchTest
  static final ArchRule WHAT_RUNS_NEVER_SEES_PLAN_OR_TEXT =
      ArchRuleDefinition.noClasses()
          .that()
          .resideInAPackage(CEP + ".runtime..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(PLAN, CEP + ".analyze", "io.sluice.grammar..");

  /**
   * Counting what is in flight is a walk when somebody asks: what a row does must not know of it.
   */
  @ArchTest
  static final ArchRule NO_ROW_IS_COUNTED_ON_ITS_WAY =
      ArchRuleDefinition.noClasses()
          .that()
          .resideInAPackage(CEP + ".runtime..")
          .and()
          .resideOutsideOfPackage(CEP + ".runtime.census")
          .and()
          .haveNameNotMatching(".*SetCensus.*")
          .should(
              new ArchCondition<>("count elsewhere than in count() and inFlight()") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  type.getAccessesFromSelf().stream()
                      .filter(access -> access.getTargetOwner().getName().contains("Census"))
                      .filter(access -> !access.getOrigin().getName().matches("count|inFlight"))
                      .forEach(
                          access ->
                              events.add(SimpleConditionEvent.satisfied(type, access.toString())));
                }
              });

  @ArchTest static final ArchRule HOSTS_SEE_RECORDS = mayUse(TASK, TASK, EVENT);

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.sluice.cep.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_INPUT_OR_OUTPUT_NO_CLOCK_NO_THREADS =
      ArchRuleDefinition.noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.nio.file..", "java.net..", "java.util.concurrent..")
                  // The texts of URLs, no network.
                  .and(not(simpleNameStartingWith("UR"))))
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Instant.class, "now");

  private static ArchRule mayUse(String from, String... to) {
    String[] all = new String[to.length + 2];
    System.arraycopy(to, 0, all, 0, to.length);
    all[to.length] = "java..";
    all[to.length + 1] = "org.jspecify..";
    if (from.equals(FUNCTION)) {
      all = Arrays.copyOf(all, all.length + 2);
      all[all.length - 2] = "com.google.re2j..";
      all[all.length - 1] = "com.fasterxml.jackson.core..";
    }
    return ArchRuleDefinition.classes()
        .that()
        .resideInAPackage(from)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(all);
  }
}
