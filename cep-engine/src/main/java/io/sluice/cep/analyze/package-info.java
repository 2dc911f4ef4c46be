/**
 * From syntax tree to plan: names are resolved, types are known, everything that can be wrong with
 * a statement is said here, with a place and a way out. {@link io.sluice.cep.analyze.Analyzer} is
 * the entrance; one class a concern (statements, queries, INSERT, the match clause, its pattern,
 * expressions, calls). An expression that has an error is null from there on, so that one cause
 * gives one error. What a later version will run is refused by one list, {@link
 * io.sluice.cep.analyze.NotYet}. Knows nothing of programs and of running.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.cep.analyze;
