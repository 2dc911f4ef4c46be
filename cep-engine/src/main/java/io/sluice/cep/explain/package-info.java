/** Answers for people: plan, program and automaton in words and as data.\n */
@org.jspecify.annotations.NullMarked
package io.sluice.cep.explain;
