/** What partition keys with a partial match weigh. Knows nothing of the other suites. */
@NullMarked
package io.sluice.benchmarks.keys;

import org.jspecify.annotations.NullMarked;
