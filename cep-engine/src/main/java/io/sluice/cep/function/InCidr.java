package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class InCidr {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "IN_CIDR(address, range)",
              "Whether an IP address lies in a range such as 10.0.0.0/8; null where the address is none.")
          .example("IN_CIDR('10.1.2.3', '10.0.0.0/8')", "true")
          .arguments(2, Typing.fixed(ColumnType.BOOLEAN, ColumnType.STRING, ColumnType.STRING))
          .checking(1, IpRange::of)
          .strict(a -> IpRange.of((String) a[1]).contains((String) a[0]));

  private InCidr() {}
}
