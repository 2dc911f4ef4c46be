package io.sluice.grammar;

import io.sluice.grammar.Expectations.Found;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

final class ForeignIdioms {
  ForeignIdioms(SourceText source, List<Token> tokens, Found found) {}

  Optional<Guesses.Guess> find() {
    return Optional.empty();
  }
}
