package io.sluice.cep.runtime.match;

import static io.sluice.cep.runtime.match.Letters.A;
import static io.sluice.cep.runtime.match.Letters.B;
import static io.sluice.cep.runtime.match.Letters.C;
import static io.sluice.cep.runtime.match.Letters.D;
import static io.sluice.cep.runtime.match.Letters.any;
import static io.sluice.cep.runtime.match.Letters.match;
import static io.sluice.cep.runtime.match.Letters.next;
import static io.sluice.cep.runtime.match.Letters.optional;
import static io.sluice.cep.runtime.match.Letters.or;
import static io.sluice.cep.runtime.match.Letters.plus;
import static io.sluice.cep.runtime.match.Letters.relaxed;
import static io.sluice.cep.runtime.match.Letters.reluctant;
import static io.sluice.cep.runtime.match.Letters.seq;
import static io.sluice.cep.runtime.match.Letters.star;
import static io.sluice.cep.runtime.match.Letters.times;
import static io.sluice.cep.runtime.match.Letters.v;
import static io.sluice.cep.runtime.match.Letters.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.cep.plan.PatternPlan;
import io.sluice.cep.program.MatchProgram.Skip;
import io.sluice.cep.task.QueryFailedException;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MatcherLettersTest {
  @Test
  void a_sequence_takes_neighbours() {
    assertThat(match(seq(A, B)).on("AXBAB")).containsExactly("...AB");
  }

  @Test
  void the_left_alternative_is_preferred() {
    assertThat(match(or(A, seq(A, B))).on("AB")).containsExactly("A");
    assertThat(match(or(seq(A, B), A)).on("AB")).containsExactly("AB");
    assertThat(match(or(seq(A, B), A)).on("AX")).containsExactly("A");
  }

  @Test
  void quantifiers_are_greedy_or_reluctant() {
    assertThat(match(seq(times(A, 1, 2), B)).on("AAAB")).containsExactly(".AAB");
    assertThat(match(plus(A)).on("AAXA")).containsExactly("AA", "...A");
    assertThat(match(reluctant(A, 1, null)).on("AA")).containsExactly("A", ".A");
    assertThat(match(seq(reluctant(A, 0, null), B)).fits('B', "AB").on("AAB"))
        .containsExactly("B", ".B", "..B");
    assertThat(match(times(A, 3, 3)).on("AAAAAA")).containsExactly("AAA", "...AAA");
    assertThat(match(times(A, 0, 0)).on("A")).containsExactly("()");
  }

  @Test
  void unmatched_rows_are_told_in_their_order() {
    assertThat(match(seq(A, B)).unmatched().on("XABAXAB"))
        .containsExactly("-", ".AB", "...-", "....-", ".....AB");
    assertThat(match(star(A)).unmatched().on("AXA")).containsExactly("A", ".()", "..A");
    assertThat(match(next(A, B)).unmatched().on("AXB")).containsExactly("A.B", ".-");
  }

  @Test
  void an_unmatched_row_is_told_when_no_match_can_take_it() {
    assertThat(match(next(A, B)).within(3).unmatched().reportsOn("XAXX"))
        .containsExactly("0: -", "end: .-", "end: ..-", "end: ...-");
    assertThat(match(next(A, B)).within(2).unmatched().reportsOn("XAXX"))
        .containsExactly("0: -", "bound: .-", "bound: ..-", "3: ...-");
  }

  @Test
  void what_within_ends_without_a_match_is_told_with_its_rows() {
    assertThat(match(next(A, next(B, C))).within(3).timeouts().on("ABXXXA"))
        .containsExactly("AB!3", ".....A!8");
    assertThat(match(next(A, B)).within(3).timeouts().on("AXBXA"))
        .containsExactly("A.B", "....A!7");
    assertThat(match(seq(A, B)).within(3).timeouts().on("AXXX")).isEmpty();
    assertThat(match(next(A, B)).within(4).thenNot("C").timeouts().on("AABCA"))
        .containsExactly("....A!8");
  }

  @Test
  void a_timeout_takes_no_rows() {
    assertThat(match(next(A, next(A, B))).within(3).timeouts().on("AAXXB"))
        .containsExactly("AA!3", ".A!4");
  }

  @Test
  void early_matches_are_told_at_once_and_take_their_rows_to_the_end() {
    assertThat(match(plus(A)).early().reportsOn("AAXA")).containsExactly("0: A", "3: ...A");
    assertThat(match(plus(A)).early().skip(Skip.TO_NEXT_ROW).reportsOn("AAX"))
        .containsExactly("0: A", "1: .A");
  }

  @Test
  void the_first_match_to_complete_ends_older_attempts_early() {
    PatternPlan pattern = or(next(A, D), seq(B, C));
    assertThat(match(pattern).on("ABCD")).containsExactly("A..D");
    assertThat(match(pattern).early().reportsOn("ABCDBC")).containsExactly("2: .BC", "5: ....BC");
  }

  @Test
  void groups_repeat_as_a_whole() {
    assertThat(match(plus(seq(A, B))).on("ABABA")).containsExactly("ABAB");
    assertThat(match(times(or(A, B), 2, 2)).on("ABBA")).containsExactly("AB", "..BA");
  }

  @Test
  void a_pattern_may_match_nothing() {
    assertThat(match(star(A)).on("AXA")).containsExactly("A", ".()", "..A");
    assertThat(match(new PatternPlan.Empty()).on("XX")).containsExactly("()", ".()");
  }

  @Test
  void anchors_hold_at_the_ends_of_the_partition() {
    var start = new PatternPlan.PartitionStart();
    var end = new PatternPlan.PartitionEnd();
    assertThat(match(seq(start, A)).on("AA")).containsExactly("A");
    assertThat(match(seq(A, end)).bounded().on("AA")).containsExactly(".A");
    assertThat(match(seq(plus(A), end)).bounded().on("AAXAA")).containsExactly("...AA");
    assertThat(match(seq(plus(A), end)).bounded().within(3).on("AAXAA")).containsExactly("...AA");
    assertThat(match(seq(plus(A), end)).bounded().within(2).on("AAA")).containsExactly(".AA");
  }

  @Test
  void permute_prefers_the_orders_as_written() {
    var all = new PatternPlan.Permute(List.of(A, B, C));
    assertThat(match(all).on("CAB")).containsExactly("CAB");
    assertThat(match(new PatternPlan.Permute(List.of(A, B))).fits('A', "Z").fits('B', "Z").on("ZZ"))
        .containsExactly("AB");
  }

  /** The rows of the table of measured differences; the numbers are its. */
  @Nested
  class As_the_standard_says {
    @Test
    void row_1_a_greedy_loop_gives_rows_back() {
      assertThat(match(seq(plus(A), B)).fits('A', "AB").on("AABB")).containsExactly("AAAB");
    }

    @Test
    void row_2_a_greedy_loop_gives_back_more_than_one() {
      assertThat(match(seq(plus(A), times(B, 2, 2), C)).fits('B', "A").on("AAAAC"))
          .containsExactly("AABBC");
    }

    @Test
    void row_3_a_trailing_optional_is_taken_where_it_is_there() {
      assertThat(match(seq(A, optional(B))).on("ABA")).containsExactly("AB", "..A");
    }

    @Test
    void row_4_the_anchor_is_not_ignored() {
      var pattern = seq(new PatternPlan.PartitionStart(), A);
      assertThat(match(pattern).on("XA")).isEmpty();
    }

    @Test
    void row_5_the_end_of_input_gives_the_last_row_back() {
      var anything = match(seq(times(A, 2, null), B)).fits('B', "AX").bounded();
      assertThat(anything.on("AAA")).containsExactly("AAB");
    }

    @Test
    void row_7_a_run_is_one_match_when_it_is_over() {
      assertThat(match(plus(A)).reportsOn("AAAX")).containsExactly("3: AAA");
    }

    @Test
    void row_8_a_row_at_exactly_the_bound_is_not_within() {
      assertThat(match(next(A, B)).within(3).on("AXXB")).isEmpty();
      assertThat(match(next(A, B)).within(4).on("AXXB")).containsExactly("A..B");
    }

    @Test
    void row_9_an_absence_does_not_see_a_row_at_exactly_the_bound() {
      assertThat(match(A).thenNot("B").within(3).on("AXXB")).containsExactly("A@3");
      assertThat(match(A).thenNot("B").within(4).on("AXXB")).isEmpty();
    }

    @Test
    void row_10_a_row_that_fits_the_negated_and_the_next_ends_the_attempt() {
      assertThat(match(without(A, 'N', B)).fits('N', "Z").fits('B', "BZ").on("AZB")).isEmpty();
      assertThat(match(without(A, 'N', B)).fits('N', "Z").fits('B', "BZ").on("AXB"))
          .containsExactly("A.B");
    }

    @Test
    void row_11_skipping_to_the_first_row_goes_on_at_the_next_one() {
      var pattern = match(plus(A)).skip(Skip.TO_LAST, "A");
      assertThat(pattern.on("AX")).containsExactly("A");
      assertThat(pattern.countersOn("AX").skipFallbacks).isEqualTo(1);
      assertThatThrownBy(() -> pattern.bounded().on("AX"))
          .isInstanceOf(QueryFailedException.class)
          .hasMessageContaining("there is no row to skip to");
    }

    @Test
    void row_12_two_matches_may_end_at_one_row() {
      assertThat(match(seq(plus(A), plus(B), C)).skip(Skip.TO_NEXT_ROW).on("AABC"))
          .containsExactly("AABC", ".ABC");
    }

    @Test
    void row_16_an_iteration_without_a_row_ends_the_loop() {
      assertThat(match(star(reluctant(seq(B, B), 0, null))).on("BB")).containsExactly("()", ".()");
      assertThat(match(plus(reluctant(C, 0, null))).on("C")).containsExactly("()");
      assertThat(match(star(or(seq(C, A, A, A), reluctant(seq(B, B), 0, null)))).on("BB"))
          .containsExactly("()", ".()");
    }

    @Test
    void row_17_a_start_that_waits_for_ever_does_not_hide_later_ones_at_the_end() {
      var pattern = match(next(next(A, B), C)).atLeast('C', 'A');
      var rows =
          List.of(
              Letters.row(0, 0, 'A', 9),
              Letters.row(1, 1000, 'A', 1),
              Letters.row(2, 2000, 'B', 0),
              Letters.row(3, 3000, 'C', 5));
      assertThat(pattern.reports(rows)).containsExactly(new Letters.Reported("end", ".ABC"));
    }
  }

  @Nested
  class Gaps {
    @Test
    void an_arrow_skips_till_the_next_row_that_fits() {
      assertThat(match(next(A, B)).on("AXXBB")).containsExactly("A..B");
    }

    @Test
    void a_row_that_could_carry_the_match_forward_is_not_skipped() {
      // B must come: the C of the other branch may not be passed over on the way to it.
      assertThat(match(next(A, or(seq(B, D), seq(C, D)))).on("ACBD")).isEmpty();
      assertThat(match(any(A, or(seq(B, D), seq(C, D)))).on("ACBD")).containsExactly("A.BD");
    }

    @Test
    void the_double_arrow_prefers_the_nearest_and_goes_on_where_it_fails() {
      assertThat(match(seq(any(A, B), C)).on("ABXBC")).containsExactly("A..BC");
      assertThat(match(next(A, seq(B, C))).on("ABXBC")).isEmpty();
    }

    @Test
    void a_relaxed_loop_passes_over_rows_between_its_iterations() {
      assertThat(match(next(relaxed(A, 2, null), B)).on("AXAXXAB")).containsExactly("A.A..AB");
      assertThat(match(next(A, next(relaxed(B, 1, null), C))).on("ABDBC")).containsExactly("AB.BC");
    }

    @Test
    void what_must_be_adjacent_can_not_come_after_a_gap() {
      // After the first row that is no A, the strict loop is over; only B can come.
      assertThat(match(next(plus(A), B)).on("AAXAB")).containsExactly("AA..B");
    }

    @Test
    void a_not_ends_only_what_stands_in_its_own_gap() {
      var pattern = next(relaxed(v('F'), 2, null), A);
      assertThat(match(without(relaxed(v('F'), 2, null), 'R', v('H'))).on("FFRFH"))
          .containsExactly("FF.FH");
      assertThat(match(without(relaxed(v('F'), 2, null), 'R', v('H'))).on("FFRH")).isEmpty();
      assertThat(match(pattern).on("FFRA")).containsExactly("FF.A");
    }

    @Test
    void a_gap_before_the_first_row_is_none() {
      assertThat(match(next(optional(A), B)).on("XAXB")).containsExactly(".A.B");
      assertThat(match(next(optional(A), B)).on("XB")).containsExactly(".B");
    }

    @Test
    void a_row_that_fits_both_loop_and_exit_stays_in_the_loop() {
      assertThat(match(next(relaxed(A, 1, null), B)).fits('A', "AZ").fits('B', "BZ").on("AZB"))
          .containsExactly("AAB");
      assertThat(match(next(relaxed(A, 1, null), B)).fits('A', "AZ").fits('B', "BZ").on("AZX"))
          .containsExactly("AB");
    }
  }

  @Nested
  class Bounds {
    @Test
    void the_best_so_far_is_reported_when_the_bound_passes() {
      assertThat(match(relaxed(A, 1, null)).within(3).reportsOn("AXAXX"))
          .containsExactly("bound: A.A");
    }

    @Test
    void an_absence_takes_the_longest_run() {
      assertThat(match(relaxed(A, 1, null)).thenNot("N").within(5).reportsOn("AXAXXX"))
          .containsExactly("bound: A.A@5");
      assertThat(match(relaxed(A, 1, null)).thenNot("N").within(5).on("AXANXX")).isEmpty();
      assertThat(match(relaxed(A, 1, null)).thenNot("N").within(5).on("ANAXXX"))
          .containsExactly("A.A@5");
    }

    @Test
    void a_leading_not_looks_back_by_the_bound() {
      assertThat(match(A).firstNot("N").within(3).on("NXXA")).containsExactly("...A");
      assertThat(match(A).firstNot("N").within(4).on("NXXA")).isEmpty();
      var together = List.of(Letters.row(0, 0, 'N', 0), Letters.row(1, 0, 'A', 0));
      assertThat(match(A).firstNot("N").within(4).reports(together)).hasSize(1);
    }

    @Test
    void gap_bounds_neighbours_of_the_match() {
      assertThat(match(relaxed(A, 1, null)).gap(2).reportsOn("AAXXAX"))
          .containsExactly("bound: AA", "end: ....A");
    }
  }

  @Nested
  class Skipping {
    @Test
    void past_the_last_row_takes_each_row_once() {
      assertThat(match(next(A, B)).on("AABB")).containsExactly("A.B");
    }

    @Test
    void to_the_next_row_finds_a_match_for_each_start() {
      assertThat(match(next(A, B)).skip(Skip.TO_NEXT_ROW).on("AAB")).containsExactly("A.B", ".AB");
    }

    @Test
    void to_first_and_last_go_back_into_the_match() {
      assertThat(match(seq(A, B, A)).skip(Skip.TO_LAST, "A").on("ABABA"))
          .containsExactly("ABA", "..ABA");
      assertThat(match(seq(A, plus(B))).fits('A', "AB").skip(Skip.TO_FIRST, "B").on("ABB"))
          .containsExactly("ABB", ".AB");
    }

    @Test
    void no_skip_gives_every_label_string_in_order_of_completion() {
      assertThat(match(any(any(A, B), C)).skip(Skip.NO_SKIP).reportsOn("ABBCC"))
          .containsExactly("3: AB.C", "3: A.BC", "4: AB..C", "4: A.B.C");
    }

    @Test
    void no_skip_gives_a_label_string_once() {
      assertThat(match(or(A, A)).skip(Skip.NO_SKIP).on("A")).containsExactly("A");
    }

    @Test
    void a_match_waits_for_older_attempts_that_could_take_its_rows() {
      // The first A still waits for its C; if it comes, it takes the rows of AB.
      var pattern = match(or(next(A, C), seq(B, D)));
      assertThat(pattern.within(9).reportsOn("ABDC")).containsExactly("3: A..C");
      assertThat(pattern.within(4).reportsOn("ABDXX")).containsExactly("bound: .BD");
      assertThat(pattern.within(9).skip(Skip.TO_NEXT_ROW).reportsOn("ABDC"))
          .containsExactly("2: .BD", "3: A..C");
    }
  }

  @Nested
  class Work {
    @Test
    void strands_with_one_future_are_merged() {
      // (a? a? ... b) has 2^25 ways to label a word of 25 a.
      PatternPlan pattern = B;
      for (int i = 0; i < 25; i++) {
        pattern = seq(optional(A), pattern);
      }
      MatchCounters counters = match(pattern).countersOn("A".repeat(50) + "B");
      assertThat(counters.matches).isEqualTo(1);
      assertThat(counters.steps).isLessThan(26 * 26 * 51);
    }

    @Test
    void nested_loops_do_not_multiply_strands() {
      var nested = plus(plus(plus(or(A, A))));
      assertThat(match(nested).countersOn("A".repeat(300) + "X").steps).isLessThan(300 * 301);
      assertThat(match(nested).on("AAAX")).containsExactly("AAA");
    }

    @Test
    void a_row_that_fits_no_first_variable_starts_nothing() {
      var pattern = match(next(A, B)).skip(Skip.TO_NEXT_ROW);
      assertThat(pattern.countersOn("XXBBXX").created).isZero();
    }

    @Test
    void a_run_costs_as_many_steps_as_it_has_rows() {
      String run = "A".repeat(2000);
      assertThat(match(plus(A)).countersOn(run).steps).isLessThan(2 * 2000);
      assertThat(match(next(A, B)).countersOn(run).steps).isLessThan(2 * 2000);
      assertThat(match(seq(A, star(B), C)).countersOn("ABBBB".repeat(400)).steps)
          .isLessThan(4 * 2000);
    }

    @Test
    void a_run_that_fails_is_not_tried_again_from_each_of_its_rows() {
      var pattern = match(seq(plus(A), B));
      assertThat(pattern.countersOn("A".repeat(2000) + "X").steps).isLessThan(6 * 2000);
      assertThat(pattern.within(9999).countersOn("A".repeat(2000) + "X").steps)
          .isLessThan(6 * 2000);
      assertThat(pattern.on("AAXAAB")).containsExactly("...AAB");
    }

    @Test
    void a_match_that_a_limit_ends_is_reported_as_far_as_it_got() {
      var pattern = match(plus(A)).skip(Skip.TO_NEXT_ROW).limits(2, 100);
      assertThat(pattern.reportsOn("AAAX")).containsExactly("2: AAA", "3: .AA", "3: ..A");
      assertThat(pattern.countersOn("AAAX").dropped).isEqualTo(1);
    }

    @Test
    void a_bounded_query_fails_at_a_limit() {
      var pattern = match(next(A, B)).skip(Skip.TO_NEXT_ROW).limits(3, 100).bounded();
      assertThat(pattern.on("AAAB")).hasSize(3);
      assertThatThrownBy(() -> pattern.on("AAAAB"))
          .isInstanceOf(QueryFailedException.class)
          .hasMessageContaining("more than 3 partial matches are open")
          .hasMessageContaining("row 3 of stream 'letters'")
          .hasMessageContaining("SKIP PAST LAST ROW");
      PatternPlan deep = A;
      for (int i = 0; i < 12; i++) {
        deep = any(A, deep);
      }
      var every = match(deep).skip(Skip.NO_SKIP).limits(1000, 200).bounded();
      assertThatThrownBy(() -> every.on("A".repeat(40)))
          .isInstanceOf(QueryFailedException.class)
          .hasMessageContaining("more than 200 steps");
    }

    @Test
    void beyond_the_limit_the_oldest_attempt_is_dropped() {
      var pattern = match(next(A, B)).skip(Skip.TO_NEXT_ROW).limits(3, 100);
      assertThat(pattern.on("AAAAAB")).containsExactly("..A..B", "...A.B", "....AB");
      assertThat(pattern.countersOn("AAAAAB").dropped).isEqualTo(2);
    }

    @Test
    void an_attempt_that_tries_too_much_for_one_row_is_dropped() {
      // Every label string of (A ->> A ->> ... ): strands double with each row.
      PatternPlan pattern = A;
      for (int i = 0; i < 12; i++) {
        pattern = any(A, pattern);
      }
      var every = match(pattern).skip(Skip.NO_SKIP).limits(1, 200);
      assertThat(every.countersOn("A".repeat(40)).dropped).isPositive();
    }
  }
}
