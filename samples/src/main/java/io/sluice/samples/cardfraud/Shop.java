package io.sluice.samples.cardfraud;

/** Merchants by number: a category and a running number make a name. */
final class Shop {
  static final int COUNT = 400;
  private static final String[] CATEGORIES = {
    "grocery",
    "cafe",
    "fuel",
    "pharmacy",
    "books",
    "fashion",
    "electronics",
    "travel",
    "parking",
    "restaurant"
  };

  private Shop() {}

  static String category(int shop) {
    return CATEGORIES[shop % CATEGORIES.length];
  }

  static String name(int shop) {
    return category(shop) + "-" + (shop / CATEGORIES.length + 1);
  }
}
