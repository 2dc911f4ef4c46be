/**
 * The samples: one package and one folder each. A sample is statements, stored queries and a
 * generator with a seed, found by the {@code demo} command through {@link java.util.ServiceLoader};
 * its folder has the statements, a case file and a README.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.samples;
