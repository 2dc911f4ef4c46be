package io.sluice.cep.runtime.match;

import io.sluice.cep.runtime.place.Place;
import org.jspecify.annotations.Nullable;

/**
 * A thread of an attempt: a place and the labels that led there; null labels before the first row.
 */
record Strand(Place place, @Nullable Labels labels) {}
