package io.sluice.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.Engine;
import io.sluice.cep.task.OutputRow;
import io.sluice.samples.cardfraud.CardFraud;
import io.sluice.server.demo.Sample;
import io.sluice.server.demo.Sample.Generated;
import io.sluice.server.demo.Sample.Generator;
import io.sluice.server.demo.Scoreboard;
import io.sluice.server.demo.Scoreboard.Score;
import io.sluice.server.wire.EventJson;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CardFraudTest {
  private static final long START = 1_767_225_600_000L;
  private static final long HOUR = 3_600_000L;

  private final Sample sample = new CardFraud();

  @Test
  void an_hour_of_payments_is_judged_well_and_not_perfectly() throws Exception {
    long seed = Long.getLong("seed", 7);
    var scores = new Scoreboard();
    Engine engine =
        Engine.create(
            row -> {
              if (row.kind() == OutputRow.Kind.ALERT) {
                scores.alert(row.to(), ids(row));
              }
            });
    engine.execute(sample.script());
    EventJson json = EventJson.of(engine.catalog().streams().get("card_tx"));
    Generator generator = sample.generator(seed, START, 20);
    long offset = 0;
    for (Generated event = generator.next();
        event.time() < START + HOUR;
        event = generator.next()) {
      scores.generated(event);
      engine.publish(json.read(event.json(), 0, offset++));
    }
    engine.end();
    List<Score> all = scores.scores(START + HOUR);
    assertThat(all)
        .as("seed %d: %s", seed, all)
        .extracting(Score::pattern)
        .containsExactly("account_takeover", "card_testing", "impossible_travel", "velocity");
    for (Score score : all) {
      assertThat(score.episodes()).as("seed %d: %s", seed, score).isGreaterThan(50);
      assertThat(score.precision()).as("seed %d: %s", seed, score).isBetween(0.75, 1.0);
      assertThat(score.recall()).as("seed %d: %s", seed, score).isBetween(0.85, 1.0);
    }
    long alerts = all.stream().mapToLong(Score::alerts).sum();
    long right = all.stream().mapToLong(Score::right).sum();
    assertThat(right).as("lookalikes fool some pattern").isLessThan(alerts);
  }

  private static List<String> ids(OutputRow row) {
    List<String> ids = new ArrayList<>();
    for (OutputRow.Matched matched : row.matched()) {
      ids.add(String.valueOf(matched.event().values()[matched.schema().indexOf("tx_id")]));
    }
    return ids;
  }

  @Test
  void equal_seeds_give_equal_events_in_the_order_of_time() {
    Generator one = sample.generator(3, START, 50);
    Generator two = sample.generator(3, START, 50);
    Generator other = sample.generator(4, START, 50);
    boolean differs = false;
    long time = START;
    for (int i = 0; i < 5000; i++) {
      Generated event = one.next();
      assertThat(two.next()).isEqualTo(event);
      differs |= !other.next().json().equals(event.json());
      assertThat(event.time()).isGreaterThanOrEqualTo(time);
      time = event.time();
    }
    assertThat(differs).isTrue();
  }

  @Test
  void the_truth_is_not_in_the_events() {
    Generator generator = sample.generator(1, START, 5);
    int episodes = 0;
    for (int i = 0; i < 2000; i++) {
      Generated event = generator.next();
      episodes += event.episode() == null ? 0 : 1;
      assertThat(event.json()).doesNotContain("#", "episode", "card_testing");
    }
    assertThat(episodes).isPositive();
  }
}
