/**
 * Whole statements against the definition: clauses of ISO's {@code MATCH_RECOGNIZE} are made at
 * random, written down as SQL for the engine, and judged by {@link io.sluice.cep.duel.Judge}, which
 * tries all label strings in order of preference and shares no code with the engine. Extensions are
 * run against their rewriting to ISO.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.cep.duel;
