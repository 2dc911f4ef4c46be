/**
 * Rules for logs as SigmaHQ has them, against events: read from files, or made from a seed with the
 * same make-up. {@link io.sluice.benchmarks.sigma.SigmaSuite} is the door.
 */
@NullMarked
package io.sluice.benchmarks.sigma;

import org.jspecify.annotations.NullMarked;
