/** The engine's inner loops one by one, by JMH: {@code benchmarks/run jmh [REGEX]}. */
@NullMarked
package io.sluice.benchmarks.kernels;

import org.jspecify.annotations.NullMarked;
