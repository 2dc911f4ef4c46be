/** Leaf: column types, schemas and events. Knows nothing else of ours. */
@org.jspecify.annotations.NullMarked
package io.sluice.cep.event;
