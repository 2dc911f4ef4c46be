package io.sluice.samples.cardfraud;

import io.sluice.samples.JsonLine;
import io.sluice.server.demo.Sample.Generated;
import io.sluice.server.demo.Sample.Generator;
import java.util.Comparator;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Ordinary life of the cards, and now and then an {@link Episodes episode}: fraud, whose events
 * carry its name, or something that only looks like it, whose events do not.
 */
final class CardEvents implements Generator {
  private static final int CARDS = 20_000;

  /** Seconds between two episodes, on average. */
  private static final double EPISODE_SECONDS = 8;

  private static final double TRAVEL_SHARE = 0.002;
  private static final double ACCOUNT_SHARE = 0.004;

  /** What happens to a card at a time, not yet an event. */
  record Happening(
      long time,
      long order,
      Card card,
      String kind,
      @Nullable Purchase purchase,
      @Nullable String episode,
      boolean last) {}

  record Purchase(int shop, boolean present, City city, double amount, boolean approved) {}

  private final Random random;
  private final Card[] cards = new Card[CARDS];
  private final double perSecond;
  private final Episodes episodes;
  private final PriorityQueue<Happening> planned =
      new PriorityQueue<>(
          Comparator.comparingLong(Happening::time).thenComparingLong(Happening::order));
  private double ordinaryAt;
  private double episodeAt;
  private long planCount;
  private long eventCount;

  CardEvents(long seed, long startMillis, double perSecond) {
    this.random = new Random(seed);
    this.perSecond = perSecond;
    for (int i = 0; i < CARDS; i++) {
      cards[i] = new Card(i, random);
    }
    this.episodes = new Episodes(random, this::plan);
    this.ordinaryAt = startMillis;
    this.episodeAt = startMillis + wait(1 / EPISODE_SECONDS);
  }

  /** Milliseconds to the next of things that come {@code rate} times a second. */
  private double wait(double rate) {
    return -Math.log(1 - random.nextDouble()) / rate * 1000;
  }

  private void plan(
      long time,
      Card card,
      String kind,
      @Nullable Purchase purchase,
      @Nullable String episode,
      boolean last) {
    planned.add(new Happening(time, planCount++, card, kind, purchase, episode, last));
  }

  @Override
  public Generated next() {
    while (planned.isEmpty() || planned.peek().time() > Math.min(ordinaryAt, episodeAt)) {
      if (episodeAt < ordinaryAt) {
        episodes.begin((long) episodeAt, cards[random.nextInt(CARDS)]);
        episodeAt += wait(1 / EPISODE_SECONDS);
      } else {
        ordinary((long) ordinaryAt, cards[random.nextInt(CARDS)]);
        ordinaryAt += wait(perSecond);
      }
    }
    return event(planned.remove());
  }

  private void ordinary(long now, Card card) {
    double what = random.nextDouble();
    if (what < ACCOUNT_SHARE) {
      episodes.harmlessReset(now, card);
      return;
    }
    boolean present = random.nextDouble() >= card.onlineShare && now >= card.travelsUntil;
    if (present && what > 1 - TRAVEL_SHARE) {
      City next = City.any(random);
      // A flight at 750 km/h, and an hour on the ground.
      card.travelsUntil = now + (long) ((card.place.kilometres(next) / 750 + 1) * 3_600_000);
      card.place = next;
      present = false;
    }
    int shop = card.favourites[random.nextInt(card.favourites.length)];
    double amount =
        random.nextInt(40) == 0
            ? 0.8 + random.nextDouble()
            : card.typicalAmount * Math.exp(0.7 * random.nextGaussian());
    plan(
        now,
        card,
        "purchase",
        new Purchase(shop, present, card.place, Math.max(0.5, amount), random.nextInt(100) > 1),
        null,
        false);
  }

  private Generated event(Happening h) {
    String id = "t" + eventCount++;
    var line =
        new JsonLine().text("tx_id", id).text("card", h.card().number).text("kind", h.kind());
    Purchase p = h.purchase();
    if (p != null) {
      line.text("merchant", Shop.name(p.shop()))
          .text("category", Shop.category(p.shop()))
          .text("channel", p.present() ? "present" : "online")
          .text("country", p.city().country)
          .raw("lat", p.city().lat)
          .raw("lon", p.city().lon)
          .raw("amount", String.format(Locale.ROOT, "%.2f", p.amount()))
          .raw("approved", p.approved());
    }
    line.time("ts", h.time());
    return new Generated(h.time(), "card_tx", line.toString(), id, h.episode(), h.last());
  }
}
