package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class GeoDistanceKm {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "GEO_DISTANCE_KM(lat1, lon1, lat2, lon2)",
              "The distance of two places on the globe in kilometres; latitudes and longitudes in degrees.")
          .example("ROUND(GEO_DISTANCE_KM(48.8566, 2.3522, 51.5074, -0.1278))", "344.0")
          .arguments(
              4,
              Typing.fixed(
                  ColumnType.DOUBLE,
                  ColumnType.DOUBLE,
                  ColumnType.DOUBLE,
                  ColumnType.DOUBLE,
                  ColumnType.DOUBLE))
          .strict(GeoDistanceKm::distance);

  private GeoDistanceKm() {}

  private static final double EARTH_RADIUS_KM = 6371.0088;

  /** Haversine: exact to about half a percent, as the globe is no sphere. */
  private static Object distance(Object[] a) {
    double lat1 = Math.toRadians((Double) a[0]);
    double lon1 = Math.toRadians((Double) a[1]);
    double lat2 = Math.toRadians((Double) a[2]);
    double lon2 = Math.toRadians((Double) a[3]);
    double h =
        square(Math.sin((lat2 - lat1) / 2))
            + Math.cos(lat1) * Math.cos(lat2) * square(Math.sin((lon2 - lon1) / 2));
    return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(Math.min(1, h)));
  }

  private static double square(double x) {
    return x * x;
  }
}
