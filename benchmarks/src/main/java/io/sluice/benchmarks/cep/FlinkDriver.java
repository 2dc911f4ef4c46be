package io.sluice.benchmarks.cep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.operator.CepOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Flink's own operator for CEP in this thread: no cluster, no network, no checkpoints, state on the
 * heap, events not copied, the clock set to the event's time.
 */
final class FlinkDriver<E extends Workload.Timed> implements Driver {
  private final List<E> events;
  private final List<FlinkRule<E>> rules;
  private final List<KeyedOneInputStreamOperatorTestHarness<String, E, Integer>> operators =
      new ArrayList<>();
  private final StreamRecord<E> record;

  FlinkDriver(Workload<E> workload, List<E> events, Found found) throws Exception {
    this.events = events;
    this.rules = workload.flink();
    this.record = new StreamRecord<>(events.getFirst());
    for (FlinkRule<E> rule : rules) {
      var operator =
          new CepOperator<E, String, Integer>(
              new AsItIs<>(),
              true,
              NFACompiler.compileFactory(rule.whole(), false),
              null,
              AfterMatchSkipStrategy.noSkip(),
              new Told<>(rule.number(), found),
              null);
      var harness =
          new KeyedOneInputStreamOperatorTestHarness<String, E, Integer>(
              operator, rule.key(), Types.STRING);
      harness.setup();
      harness.open();
      operators.add(harness);
    }
  }

  private static final class Told<E extends Workload.Timed>
      extends PatternProcessFunction<E, Integer> {
    private static final long serialVersionUID = 1L;
    private final long rule;
    private final transient Found found;

    Told(int rule, Found found) {
      this.rule = SluiceDriver.rule(rule);
      this.found = found;
    }

    @Override
    public void processMatch(
        Map<String, List<E>> match, Context context, Collector<Integer> collector) {
      long first = n(match.get("a"), 0);
      List<E> between = match.get("b");
      found.match(rule, first, n(between, first), n(match.get("c"), 0));
    }

    private long n(@Nullable List<E> rows, long none) {
      return rows == null ? none : rows.getLast().n();
    }
  }

  @Override
  public void send(int place) throws Exception {
    E event = events.get(place);
    for (int i = 0; i < operators.size(); i++) {
      if (rules.get(i).wants(event)) {
        var operator = operators.get(i);
        operator.setProcessingTime(event.time());
        record.replace(event, event.time());
        operator.processElement(record);
      }
    }
  }

  @Override
  public void close() throws Exception {
    for (var operator : operators) {
      operator.close();
    }
  }
}
