package io.sluice.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.stream.Stream;

/** The arrows of the server: the wire and the store know nobody, the host knows both. */
@AnalyzeClasses(packages = "io.sluice.server", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
  private static final String SERVER = "io.sluice.server";

  @ArchTest static final ArchRule THE_STORE_KNOWS_BYTES = mayUse("store");

  @ArchTest static final ArchRule THE_WIRE_KNOWS_VALUES = mayUse("wire");

  @ArchTest static final ArchRule THE_HOST_RUNS_THE_ENGINE = mayUse("host", "store", "wire");

  @ArchTest static final ArchRule LIVE_FOLLOWS_THE_LOG = mayUse("live", "host", "store", "wire");

  @ArchTest static final ArchRule METRICS_READ = mayUse("metrics", "host", "live", "wire");

  @ArchTest static final ArchRule FILES_ARE_READ_INTO_VALUES = mayUse("files", "wire");

  @ArchTest static final ArchRule CASES_RUN_IN_MEMORY = mayUse("cases", "wire");

  @ArchTest static final ArchRule SIGMA_IS_TEXT_TO_TEXT = mayUse("sigma");

  @ArchTest static final ArchRule ONLY_SIGMA_READS_YAML = onlyIn("org.yaml..", SERVER + ".sigma..");

  @ArchTest static final ArchRule A_SAMPLE_KNOWS_NOTHING_OF_US = mayUse("demo");

  @ArchTest
  static final ArchRule HTTP_IS_ON_TOP = mayUse("http", "host", "live", "metrics", "store", "wire");

  @ArchTest
  static final ArchRule THE_STORE_KNOWS_NOTHING_OF_OURS =
      noClasses()
          .that()
          .resideInAPackage(SERVER + ".store")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.sluice..").and(not(resideInAPackage(SERVER + ".store"))));

  @ArchTest
  static final ArchRule ONLY_THE_WIRE_SPEAKS_JSON =
      onlyIn("com.fasterxml.jackson..", SERVER + ".wire..");

  @ArchTest
  static final ArchRule ONLY_THE_STORE_KNOWS_ROCKSDB = onlyIn("org.rocksdb..", SERVER + ".store..");

  @ArchTest
  static final ArchRule ONLY_THE_EDGE_KNOWS_SOCKETS =
      onlyIn("io.vertx..", SERVER + ".http..", SERVER + ".live..", SERVER);

  @ArchTest
  static final ArchRule NO_CYCLES = slices().matching(SERVER + ".(*)..").should().beFreeOfCycles();

  private static ArchRule mayUse(String room, String... others) {
    String[] allowed =
        Stream.concat(Stream.of(room), Arrays.stream(others))
            .map(name -> SERVER + "." + name + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(SERVER + "." + room + "..")
        .should()
        .dependOnClassesThat(resideInAPackage(SERVER + "..").and(not(resideInAnyPackage(allowed))));
  }

  private static ArchRule onlyIn(String library, String... rooms) {
    return noClasses()
        .that(not(resideInAnyPackage(rooms)))
        .should()
        .dependOnClassesThat(resideInAPackage(library));
  }
}
