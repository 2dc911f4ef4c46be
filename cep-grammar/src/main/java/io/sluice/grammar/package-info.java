/**
 * From text to syntax tree, and from what is wrong with the text to words that help.
 *
 * <p>{@link io.sluice.grammar.StatementParser} is the door. Behind it: the generated parser, the
 * builders that turn its parse trees into the records of {@code ast}, and the search for the cause
 * of an error and its repair. Nothing here knows what a statement means; names and types are the
 * analyzer's. ANTLR's types do not leave this package.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.grammar;
