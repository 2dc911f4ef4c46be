/**
 * What a statement means, with names resolved and types known. Immutable, printable, independent of
 * text and of execution.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.cep.plan;
