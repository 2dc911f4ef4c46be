/**
 * The open vocabulary of the language: one file a function, one line in {@link
 * io.sluice.cep.function.Functions}. A declaration holds name, types, one sentence, an example and
 * the evaluation; the analyzer, the reference page and the editor's completion read it. Also here:
 * how values convert ({@link io.sluice.cep.function.Conversion}) and how LIKE matches. Knows values
 * and types, nothing of statements, rows or matches.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.cep.function;
