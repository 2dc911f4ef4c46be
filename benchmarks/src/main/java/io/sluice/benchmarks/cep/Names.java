package io.sluice.benchmarks.cep;

/** Texts that stand for keys. */
final class Names {
  private Names() {}

  static String[] of(String kind, int count) {
    var names = new String[count];
    for (int i = 0; i < count; i++) {
      names[i] = kind + "-" + i;
    }
    return names;
  }
}
