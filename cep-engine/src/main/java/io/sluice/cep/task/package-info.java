/**
 * What a host sees of the engine: the task it drives, the records that go in, the rows that come
 * out. No behaviour of its own.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.cep.task;
