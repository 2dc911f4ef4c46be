package io.sluice.samples.cardfraud;

import java.util.List;
import java.util.Random;

/** Where cards live and are used. */
enum City {
  BERLIN("DE", 52.52, 13.40),
  HAMBURG("DE", 53.55, 9.99),
  PARIS("FR", 48.86, 2.35),
  LYON("FR", 45.76, 4.84),
  LONDON("GB", 51.51, -0.13),
  MADRID("ES", 40.42, -3.70),
  ROME("IT", 41.90, 12.50),
  WARSAW("PL", 52.23, 21.01),
  ISTANBUL("TR", 41.01, 28.98),
  NEW_YORK("US", 40.71, -74.01),
  CHICAGO("US", 41.88, -87.63),
  SAO_PAULO("BR", -23.55, -46.63),
  LAGOS("NG", 6.52, 3.38),
  MUMBAI("IN", 19.08, 72.88),
  SINGAPORE("SG", 1.35, 103.82),
  TOKYO("JP", 35.68, 139.69),
  SYDNEY("AU", -33.87, 151.21);

  private static final double EARTH_RADIUS_KM = 6371;
  private static final List<City> ALL = List.of(values());

  final String country;
  final double lat;
  final double lon;

  City(String country, double lat, double lon) {
    this.country = country;
    this.lat = lat;
    this.lon = lon;
  }

  static City any(Random random) {
    return ALL.get(random.nextInt(ALL.size()));
  }

  double kilometres(City other) {
    double dLat = Math.toRadians(other.lat - lat);
    double dLon = Math.toRadians(other.lon - lon);
    double a =
        Math.pow(Math.sin(dLat / 2), 2)
            + Math.cos(Math.toRadians(lat))
                * Math.cos(Math.toRadians(other.lat))
                * Math.pow(Math.sin(dLon / 2), 2);
    return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(a));
  }
}
