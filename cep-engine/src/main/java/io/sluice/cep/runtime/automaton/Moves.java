package io.sluice.cep.runtime.automaton;

import io.sluice.cep.program.GapRule;
import io.sluice.cep.runtime.place.Alternative;
import io.sluice.cep.runtime.place.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one thread does with a row of one letter: which ways it takes, and what is left of its place
 * when the row is passed over. The same rule as the clear matcher's, with the letter in place of
 * the row.
 *
 * @param takes one a way of the place
 * @param left the place for which the row is passed over, or null
 */
record Moves(boolean[] takes, @Nullable Place left) {
  static Moves of(Place place, Letters letters, long letter) {
    List<Alternative> ways = place.ways();
    var takes = new boolean[ways.size()];
    var stays = new boolean[ways.size()];
    boolean anyTakes = false;
    for (int i = 0; i < takes.length; i++) {
      Alternative way = ways.get(i);
      boolean ended = way.mayPass() && (letter & letters.mask(way.gap().forbidden())) != 0;
      stays[i] = way.mayPass() && !ended;
      takes[i] =
          !ended && way.kind() == Alternative.Kind.TAKE && letters.fits(letter, way.variable());
      anyTakes |= takes[i];
    }
    for (int i = 0; i < takes.length; i++) {
      stays[i] &= !anyTakes || ways.get(i).gap().kind() == GapRule.Kind.SKIP_TILL_ANY;
    }
    return new Moves(takes, place.keep(stays));
  }

  /** The variables that are asked for. */
  static long asked(Place place, Letters letters, long letter) {
    long asked = 0;
    for (Alternative way : place.ways()) {
      long forbidden = way.mayPass() ? letters.mask(way.gap().forbidden()) : 0;
      asked |= forbidden;
      if (way.kind() == Alternative.Kind.TAKE && (letter & forbidden) == 0) {
        asked |= letters.bit(way.variable());
      }
    }
    return asked;
  }
}
