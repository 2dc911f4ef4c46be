package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class JsonValue {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "JSON_VALUE(text, path)",
              "The text, number or truth value at a path such as '$.user.roles[0]' of a JSON text; null where there is none.")
          .example("JSON_VALUE('{\"user\": {\"roles\": [\"admin\"]}}', '$.user.roles[0]')", "admin")
          .arguments(2, Typing.fixed(ColumnType.STRING, ColumnType.STRING, ColumnType.STRING))
          .checking(1, JsonPath::of)
          .strict(a -> JsonPath.of((String) a[1]).read((String) a[0]));

  private JsonValue() {}
}
