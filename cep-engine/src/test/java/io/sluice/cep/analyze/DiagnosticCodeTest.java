package io.sluice.cep.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.grammar.SyntaxCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticCodeTest {
  @Test
  void every_code_is_there_once_and_says_what_it_is() {
    List<String> codes = new ArrayList<>();
    Arrays.stream(DiagnosticCode.values()).forEach(c -> codes.add(c.code()));
    Arrays.stream(NotYet.values()).forEach(c -> codes.add(c.code()));
    Arrays.stream(SyntaxCode.values()).forEach(c -> codes.add(c.code()));
    assertThat(codes).doesNotHaveDuplicates().allMatch(c -> c.matches("[PW][1-49]\\d{3}"));
    assertThat(DiagnosticCode.values())
        .allSatisfy(c -> assertThat(c.sentence()).endsWith(".").hasSizeGreaterThan(20));
  }
}
