package io.sluice.samples.cardfraud;

import io.sluice.samples.SampleFiles;
import io.sluice.server.demo.Sample;
import java.util.List;

/** {@code sluice demo card-fraud}. */
public final class CardFraud implements Sample {
  @Override
  public String name() {
    return "card-fraud";
  }

  @Override
  public String title() {
    return "Card fraud: payments of 20,000 cards, with fraud among them.";
  }

  @Override
  public String script() {
    return SampleFiles.read("card-fraud/statements.sql");
  }

  @Override
  public List<StoredQuery> queries() {
    return List.of();
  }

  @Override
  public int rate() {
    return 50;
  }

  @Override
  public Generator generator(long seed, long startMillis, double perSecond) {
    return new CardEvents(seed, startMillis, perSecond);
  }

  @Override
  public String idColumn() {
    return "tx_id";
  }
}
