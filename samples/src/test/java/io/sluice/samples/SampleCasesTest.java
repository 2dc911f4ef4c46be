package io.sluice.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sluice.server.cases.CaseFile;
import io.sluice.server.cases.CaseJudge;
import io.sluice.server.cases.CaseReader;
import io.sluice.server.cases.CaseRun;
import io.sluice.server.demo.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each sample has a folder with a README, and a case file that holds for its statements as they
 * are.
 */
class SampleCasesTest {
  @TestFactory
  Stream<DynamicTest> the_case_of_each_sample_holds() {
    return ServiceLoader.load(Sample.class).stream()
        .map(ServiceLoader.Provider::get)
        .map(sample -> dynamicTest(sample.name(), () -> holds(sample)));
  }

  private static void holds(Sample sample) throws Exception {
    Path folder = Path.of(sample.name());
    assertThat(folder.resolve("README.md")).exists();
    CaseFile file = CaseReader.read(Files.readString(folder.resolve(sample.name() + ".case")));
    assertThat(file.script().strip())
        .as("the case has the statements of the sample")
        .isEqualTo(sample.script().strip());
    assertThat(CaseJudge.differences(file.expected(), CaseRun.run(file))).isEmpty();
  }
}
