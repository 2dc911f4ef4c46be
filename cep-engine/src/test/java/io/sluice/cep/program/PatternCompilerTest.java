package io.sluice.cep.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.cep.plan.PatternPlan;
import io.sluice.cep.plan.PatternPlan.Gap;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatternCompilerTest {
  private static final PatternPlan PROBE = new PatternPlan.Take(0);
  private static final PatternPlan BIG = new PatternPlan.Take(1);
  private static final Gap NEXT = new Gap(Gap.Kind.SKIP_TILL_NEXT, List.of());

  @Test
  void a_relaxed_loop_passes_rows_between_iterations_only() {
    var probes = new PatternPlan.Repeat(PROBE, 3, null, true, NEXT);
    var unlessReset = new Gap(Gap.Kind.SKIP_TILL_NEXT, List.of(2));
    var pattern = new PatternPlan.Sequence(List.of(probes, BIG), List.of(unlessReset));
    assertThat(dump(pattern, List.of()))
        .isEqualTo(
            """
               0  enter loop0{3,} exit 5
               1  take PROBE
               2  again loop0 to 3 exit 5
               3  pass ->
               4  jump 1
               5  pass -> unless RESET
               6  take BIG
               7  match
            """);
  }

  @Test
  void alternatives_exclusion_anchors_and_an_absence() {
    var pattern =
        new PatternPlan.Sequence(
            List.of(
                new PatternPlan.PartitionStart(),
                new PatternPlan.Choice(List.of(PROBE, new PatternPlan.Exclude(BIG))),
                new PatternPlan.Repeat(PROBE, 0, 2, false, Gap.NONE)),
            List.of(Gap.NONE, Gap.NONE));
    assertThat(dump(pattern, List.of(2)))
        .isEqualTo(
            """
               0  at start of partition
               1  split 2, 4
               2  take PROBE
               3  jump 5
               4  take BIG excluded
               5  enter loop0{0,2}? exit 8
               6  take PROBE
               7  again loop0 to 6 exit 8
               8  match at bound unless RESET
            """);
  }

  @Test
  void a_pattern_beyond_the_limits_is_refused_with_its_name() {
    var wide = new PatternPlan.Permute(Collections.nCopies(7, PROBE));
    assertThatThrownBy(() -> PatternCompiler.compile(wide, List.of()))
        .isInstanceOf(ProgramLimitException.class)
        .hasMessage("PERMUTE of 7 elements; at most 6 are possible");
    var six = new PatternPlan.Permute(Collections.nCopies(6, PROBE));
    var parts = Collections.<PatternPlan>nCopies(20, six);
    var large = new PatternPlan.Sequence(parts, Collections.nCopies(19, Gap.NONE));
    assertThatThrownBy(() -> PatternCompiler.compile(large, List.of()))
        .isInstanceOf(ProgramLimitException.class)
        .hasMessageStartingWith("the pattern needs more than 100000 steps");
  }

  private static String dump(PatternPlan pattern, List<Integer> trailingNot) {
    return PatternCompiler.compile(pattern, trailingNot).dump(List.of("PROBE", "BIG", "RESET"));
  }
}
