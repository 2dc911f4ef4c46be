package io.sluice.cep.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.sluice.cep.plan.PatternPlan;
import io.sluice.cep.plan.PatternPlan.Gap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatternFactsTest {
  private static final PatternPlan A = new PatternPlan.Take(0);
  private static final PatternPlan B = new PatternPlan.Take(1);
  private static final PatternPlan C = new PatternPlan.Take(2);
  private static final int NOT_D = 3;
  private static final Gap NEXT = new Gap(Gap.Kind.SKIP_TILL_NEXT, List.of());

  @Test
  void what_may_begin_follow_and_end_a_match() {
    // A? -> B+ -> NOT D -> C?
    PatternFacts facts =
        facts(
            sequence(
                List.of(optional(A), loop(B), optional(C)),
                NEXT,
                new Gap(Gap.Kind.SKIP_TILL_NEXT, List.of(NOT_D))));
    assertThat(facts.first()).containsExactly(0, 1);
    assertThat(facts.later()).containsExactly(1, 2, NOT_D);
    assertThat(facts.last()).containsExactly(1, 2);
    assertThat(facts.empty()).isFalse();
    assertThat(facts.depth()).containsExactly(0, 0, 1, -1);
    assertThat(facts.restful()).as("a row may end B+").isFalse();
  }

  @Test
  void rows_between_gaps_change_nothing() {
    PatternFacts facts = facts(sequence(List.of(A, B, C), NEXT, NEXT));
    assertThat(facts.restful()).isTrue();
    assertThat(facts.later()).containsExactly(1, 2);
    assertThat(facts.depth()).containsExactly(0, 1, 2, -1);
  }

  @Test
  void a_loop_leads_back_to_what_stands_before_it() {
    // ((A? B?) C)*: every variable may begin, follow and, but for A and B, end.
    PatternPlan body = sequence(List.of(optional(A), optional(B), C), Gap.NONE, Gap.NONE);
    PatternFacts facts = facts(new PatternPlan.Repeat(body, 0, null, true, Gap.NONE));
    assertThat(facts.first()).containsExactly(0, 1, 2);
    assertThat(facts.later()).containsExactly(0, 1, 2);
    assertThat(facts.last()).containsExactly(2);
    assertThat(facts.empty()).isTrue();
    assertThat(facts.depth()).containsExactly(0, 0, 0, -1);
  }

  @Test
  void a_great_pattern_is_read_in_a_few_rounds() {
    PatternPlan choice = new PatternPlan.Choice(Collections.nCopies(300, optional(A)));
    var gaps = new ArrayList<Gap>(Collections.nCopies(49, Gap.NONE));
    PatternPlan great = new PatternPlan.Sequence(Collections.nCopies(50, choice), gaps);
    PatternProgram program = PatternCompiler.compile(great, List.of());
    assertThat(program.instructions()).hasSizeGreaterThan(45_000);
    PatternFacts facts = assertTimeout(Duration.ofSeconds(5), () -> PatternFacts.of(program, 4));
    assertThat(facts.empty()).isTrue();
    assertThat(facts.later()).containsExactly(0);
  }

  private static PatternFacts facts(PatternPlan pattern) {
    return PatternFacts.of(PatternCompiler.compile(pattern, List.of()), 4);
  }

  private static PatternPlan sequence(List<PatternPlan> parts, Gap... gaps) {
    return new PatternPlan.Sequence(parts, List.of(gaps));
  }

  private static PatternPlan optional(PatternPlan of) {
    return new PatternPlan.Repeat(of, 0, 1, true, Gap.NONE);
  }

  private static PatternPlan loop(PatternPlan of) {
    return new PatternPlan.Repeat(of, 1, null, true, Gap.NONE);
  }
}
