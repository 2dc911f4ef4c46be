/**
 * What a host sees of the engine: the task it drives, the records that go in, the rows that come
 * out. No behaviour of its own.
 *
 * <p>Matches that one event completes may be read in three ways. By default each is an {@link
 * io.sluice.cep.task.OutputRow}. Who overrides {@link io.sluice.cep.task.EngineTask.Output#rows}
 * reads as many as it likes where they stand. And who calls {@link
 * io.sluice.cep.task.RowCursor#keep} there reads them later:
 *
 * <pre>{@code
 * public void rows(RowCursor rows) {
 *   waiting.add(rows.keep());             // nothing of it is counted yet
 * }
 * ...
 * KeptRows rows = waiting.remove();       // many events later
 * for (int n = 0; n < 100 && rows.next(); n++) {
 *   page.add(rows.value(0));
 * }
 * }</pre>
 */
@org.jspecify.annotations.NullMarked
package io.sluice.cep.task;
