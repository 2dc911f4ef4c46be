package io.sluice.samples.cardfraud;

import io.sluice.samples.cardfraud.CardEvents.Purchase;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Fraud and its lookalikes. One episode in ten looks like fraud and is none, or is fraud that takes
 * more time than the patterns look back: so neither precision nor recall is perfect.
 */
final class Episodes {
  interface Plan {
    void add(
        long time,
        Card card,
        String kind,
        @Nullable Purchase purchase,
        @Nullable String episode,
        boolean last);
  }

  private final Random random;
  private final Plan plan;
  private int count;

  Episodes(Random random, Plan plan) {
    this.random = random;
    this.plan = plan;
  }

  void begin(long now, Card card) {
    boolean lookalike = random.nextInt(12) == 0;
    boolean slow = random.nextInt(12) == 0;
    switch (random.nextInt(4)) {
      case 0 -> cardTesting(now, card, lookalike, slow);
      case 1 -> impossibleTravel(now, card, lookalike);
      case 2 -> velocity(now, card, lookalike, slow);
      default -> accountTakeover(now, card, lookalike);
    }
  }

  private @Nullable String name(String kind, boolean lookalike) {
    return lookalike ? null : kind + "#" + ++count;
  }

  private long seconds(double from, double to) {
    return (long) (1000 * (from + (to - from) * random.nextDouble()));
  }

  private Purchase online(double amount) {
    return new Purchase(random.nextInt(Shop.COUNT), false, City.LONDON, amount, true);
  }

  private static Purchase inShop(int shop, City city, double amount) {
    return new Purchase(shop, true, city, amount, true);
  }

  /** Three to six tiny payments, then a large one. A lookalike: a night at the slot machines. */
  private void cardTesting(long now, Card card, boolean lookalike, boolean slow) {
    String episode = name("card_testing", lookalike);
    long time = now;
    int probes = 3 + random.nextInt(4);
    for (int i = 0; i < probes; i++) {
      plan.add(time, card, "purchase", online(0.5 + random.nextDouble()), episode, false);
      time += slow ? seconds(150, 240) : seconds(5, 60);
    }
    double loss = 210 + 900 * random.nextDouble();
    plan.add(time, card, "purchase", online(loss), episode, episode != null);
  }

  /**
   * The card at home, and a copy of it far away. A lookalike: a shop whose terminal is misplaced.
   */
  private void impossibleTravel(long now, Card card, boolean lookalike) {
    String episode = name("impossible_travel", lookalike);
    City far = City.any(random);
    while (far.country.equals(card.place.country) || far.kilometres(card.place) < 900) {
      far = City.any(random);
    }
    plan.add(
        now,
        card,
        "purchase",
        inShop(card.favourites[0], card.place, card.typicalAmount),
        episode,
        false);
    plan.add(
        now + seconds(60, 1200),
        card,
        "purchase",
        inShop(random.nextInt(Shop.COUNT), far, 50 + 400 * random.nextDouble()),
        episode,
        episode != null);
  }

  /** Seven to ten purchases in a minute and a half. A lookalike: tickets for the whole class. */
  private void velocity(long now, Card card, boolean lookalike, boolean slow) {
    String episode = name("velocity", lookalike);
    long time = now;
    int purchases = 7 + random.nextInt(4);
    for (int i = 0; i < purchases; i++) {
      boolean last = episode != null && i == purchases - 1;
      plan.add(time, card, "purchase", online(12 + 90 * random.nextDouble()), episode, last);
      time += slow ? seconds(25, 45) : seconds(2, 14);
    }
  }

  /** Reset, new device, a large purchase; nobody confirms. A lookalike: a holder in a hurry. */
  private void accountTakeover(long now, Card card, boolean lookalike) {
    String episode = name("account_takeover", lookalike);
    long device = now + seconds(30, 300);
    plan.add(now, card, "password_reset", null, episode, false);
    plan.add(device, card, "device_added", null, episode, false);
    plan.add(
        device + seconds(30, 900),
        card,
        "purchase",
        online(520 + 1500 * random.nextDouble()),
        episode,
        episode != null);
  }

  /** What holders do every day: they reset, add the device, and confirm it. */
  void harmlessReset(long now, Card card) {
    long device = now + seconds(20, 120);
    plan.add(now, card, "password_reset", null, null, false);
    plan.add(device, card, "device_added", null, null, false);
    long confirmed = device + seconds(5, 30);
    plan.add(confirmed, card, "device_confirmed", null, null, false);
    if (random.nextInt(3) == 0) {
      plan.add(
          confirmed + seconds(60, 600),
          card,
          "purchase",
          online(520 + 800 * random.nextDouble()),
          null,
          false);
    }
  }
}
