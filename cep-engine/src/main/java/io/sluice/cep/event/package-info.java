/**
 * Leaf: streams, schemas, events, column types; how values compare, widen and read as text. Knows
 * nothing else of ours.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.cep.event;
