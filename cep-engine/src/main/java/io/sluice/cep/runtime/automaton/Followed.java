package io.sluice.cep.runtime.automaton;

import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.match.Environment;
import java.util.Objects;

/**
 * How the starts of a statement are followed, with the rows that they take.
 *
 * @param references what has numbers of rows and sets
 * @param automaton what finds states, where there is one
 */
record Followed(
    TakenRows rows,
    Nodes nodes,
    Starts starts,
    Compaction.Owner references,
    Caps.Automaton automaton) {

  static Followed of(
      MatchProgram program,
      Letters letters,
      Environment environment,
      Problems problems,
      Starts.Owner owner) {
    if (OffsetPattern.fits(program)) {
      return byOffset(program, letters, environment, problems, owner);
    }
    if (program.readsLabels() || program.gap().isPresent()) {
      return asThreads(program, letters, environment, problems, owner);
    }
    var attempts = new Attempts(new ListAutomaton(program, letters));
    if (program.early()) {
      int mostOfKey = environment.limits().attemptsPerKey();
      var early = new StartsEarly(program, attempts, mostOfKey, owner);
      return new Followed(attempts.rows, attempts.nodes, early, early.lists(), attempts.automaton);
    }
    var together = StartsTogether.of(program, attempts, letters, environment, owner);
    return new Followed(attempts.rows, attempts.nodes, together, together, attempts.automaton);
  }

  private static Followed byOffset(
      MatchProgram program,
      Letters letters,
      Environment environment,
      Problems problems,
      Starts.Owner owner) {
    var rows = new TakenRows();
    var nodes = new Nodes(rows);
    var moves = new PlaceMoves(program, letters);
    var pattern = Objects.requireNonNull(OffsetPattern.of(program, letters, moves));
    var guards = new OffsetGuards(program, letters, nodes, rows, environment, problems);
    long bound = program.within().orElseThrow();
    var row = new OffsetRow(rows, nodes, pattern, moves, guards, bound);
    int mostOfKey = environment.limits().attemptsPerKey();
    var starts = new StartsByOffset(program, pattern, moves, row, letters, mostOfKey, owner);
    return new Followed(rows, nodes, starts, starts, Caps.Automaton.NONE);
  }

  private static Followed asThreads(
      MatchProgram program,
      Letters letters,
      Environment environment,
      Problems problems,
      Starts.Owner owner) {
    var threads = new Threads(program, letters, environment, problems);
    if (program.consumes()) {
      var inTurn = new ThreadsInTurn(program, threads, letters, owner);
      return new Followed(threads.rows, threads.nodes, inTurn, inTurn, Caps.Automaton.NONE);
    }
    int mostOfKey = environment.limits().attemptsPerKey();
    var sideBySide = new ThreadsSideBySide(program, threads, letters, mostOfKey, owner);
    return new Followed(threads.rows, threads.nodes, sideBySide, sideBySide, Caps.Automaton.NONE);
  }
}
