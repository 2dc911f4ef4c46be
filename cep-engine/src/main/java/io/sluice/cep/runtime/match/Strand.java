package io.sluice.cep.runtime.match;

import io.sluice.cep.runtime.place.Place;
import org.jspecify.annotations.Nullable;

/**
 * A thread of an attempt: a place and the labels that led there.
 *
 * @param labels null before the first row
 * @param told whether these labels are a match that NO SKIP has told, so that a bound or the end of
 *     the partition, which they may also lead to, tells no second one
 */
record Strand(Place place, @Nullable Labels labels, boolean told) {
  Strand at(Place other) {
    return new Strand(other, labels, told);
  }
}
