/**
 * Pattern workloads W1 to W4 and W7: Sluice, hand-written loops, Flink CEP and Siddhi on the same
 * events. A {@link io.sluice.benchmarks.cep.Workload} is one question: its events, and how each
 * engine is asked. Events are made, and turned into the engine's own form of input, before the
 * clock starts; every match is delivered and counts with the rows that it is made of.
 */
@NullMarked
package io.sluice.benchmarks.cep;

import org.jspecify.annotations.NullMarked;
