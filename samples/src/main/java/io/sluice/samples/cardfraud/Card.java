package io.sluice.samples.cardfraud;

import java.util.Random;

/** A card with its habits. */
final class Card {
  final String number;
  final City home;

  /** What an ordinary purchase costs. */
  final double typicalAmount;

  final double onlineShare;
  final int[] favourites;

  /** Where the card is; purchases in shops are made there. */
  City place;

  /** Until then it is on its way, and no purchase is made in a shop. */
  long travelsUntil;

  Card(int number, Random random) {
    this.number = "c%05d".formatted(number);
    this.home = City.any(random);
    this.place = home;
    this.typicalAmount = Math.exp(2.8 + 0.6 * random.nextGaussian());
    this.onlineShare = 0.1 + 0.5 * random.nextDouble();
    this.favourites = random.ints(6, 0, Shop.COUNT).toArray();
  }
}
