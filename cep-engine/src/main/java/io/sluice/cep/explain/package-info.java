/**
 * Answers for people: plan, program and automaton of a statement, as data and in words. Makes no
 * JSON and runs nothing; hosts turn the records into what they show.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.cep.explain;
