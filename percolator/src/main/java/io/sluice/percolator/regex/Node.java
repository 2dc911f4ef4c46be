package io.sluice.percolator.regex;

import java.util.List;

/** A regular expression as a tree; greed is dropped, since it does not change what is found. */
sealed interface Node {
  Node EMPTY = new Sequence(List.of());

  /** One character of the set. */
  record One(CharSet of) implements Node {}

  record Sequence(List<Node> parts) implements Node {}

  record Choice(List<Node> parts) implements Node {}

  /**
   * @param most -1 for no limit
   */
  record Repeat(Node part, int least, int most) implements Node {}

  /** A condition on the place between two characters. */
  record Place(Assertion assertion) implements Node {}

  /** What may be asked of a place. */
  enum Assertion {
    TEXT_START,
    LINE_START,
    /** At the end, or before a line break that ends the text. */
    TEXT_END_OR_LAST_BREAK,
    TEXT_END,
    LINE_END,
    WORD_EDGE,
    NO_WORD_EDGE
  }
}
