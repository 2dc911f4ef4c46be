/**
 * From the syntax tree back to text, in one canonical form: a clause a line, words of the language
 * in upper case, no more brackets than needed. What is printed parses back to the same tree. Knows
 * the tree and nothing else.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.grammar.print;
