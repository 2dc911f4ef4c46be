/** From the syntax tree back to text. */
@org.jspecify.annotations.NullMarked
package io.sluice.grammar.print;
