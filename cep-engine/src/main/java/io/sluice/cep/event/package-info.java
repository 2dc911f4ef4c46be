/** Leaf: column types, schemas and events. Knows nothing else of ours.\n */
@org.jspecify.annotations.NullMarked
package io.sluice.cep.event;
