/**
 * The fast matchers: automata that are worked out while rows come, and state in arrays of int. They
 * find what the clear matcher ({@link io.sluice.cep.runtime.match}) finds; {@link
 * io.sluice.cep.runtime.automaton.Fit} says for which patterns. Know programs and rows of one
 * statement; know no streams, watermarks or hosts.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.cep.runtime.automaton;
