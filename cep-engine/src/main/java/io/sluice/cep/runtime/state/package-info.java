/**
 * How state becomes bytes: parts that know whether they changed, and the binary form of rows and
 * values. Knows nothing of what the parts mean.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.cep.runtime.state;
