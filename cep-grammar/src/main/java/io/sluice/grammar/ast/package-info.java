/**
 * The syntax tree: sealed records, each with the {@link io.sluice.grammar.ast.Span} of the text it
 * came from. It says what was written, not what it means: names are not resolved, types are not
 * checked. Nothing here knows ANTLR.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.grammar.ast;
