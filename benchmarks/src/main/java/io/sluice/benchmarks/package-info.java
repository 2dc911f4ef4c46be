/**
 * Side-by-side measurements: {@link io.sluice.benchmarks.Runner} runs each workload on each engine
 * in a JVM of its own, prints one line a cell and compares the matches. A {@link
 * io.sluice.benchmarks.Suite} brings workloads and engines; there is one a subpackage. Never on the
 * default build path.
 */
@NullMarked
package io.sluice.benchmarks;

import org.jspecify.annotations.NullMarked;
