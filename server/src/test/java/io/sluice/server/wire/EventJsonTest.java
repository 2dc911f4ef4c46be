package io.sluice.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Event;
import io.sluice.cep.event.Schema;
import io.sluice.cep.event.StreamDef;
import io.sluice.cep.event.Timestamps;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventJsonTest {
  private static final List<Schema.Column> COLUMNS =
      List.of(
          column("card", ColumnType.STRING, true),
          column("amount", ColumnType.DOUBLE, false),
          column("price", new ColumnType.Decimal(12, 2), false),
          column("n", ColumnType.INT, false),
          column("big", ColumnType.BIGINT, false),
          column("ok", ColumnType.BOOLEAN, false),
          column("tags", new ColumnType.ArrayOf(ColumnType.STRING), false),
          column("attrs", new ColumnType.MapOf(ColumnType.INT), false),
          column("ts", ColumnType.TIMESTAMP, false));

  private static Schema.Column column(String name, ColumnType type, boolean notNull) {
    return new Schema.Column(name, type, notNull);
  }

  private static EventJson json(boolean open) {
    return EventJson.of(
        new StreamDef("card_tx", new Schema(COLUMNS, open), 8, 0, -1, null, -1, "CREATE STREAM"));
  }

  private static Event read(String text) throws BadEvent {
    return json(false).read(text, 7, 42);
  }

  private static BadEvent refused(String text) {
    return catchThrowableOfType(BadEvent.class, () -> read(text));
  }

  /** The synonyms of an analyzer can be long, and refused lines many. */
  @Test
  void messages_leave_out_analyzers() {
    var text = new ColumnType.Text("english, synonyms: usa, united states of america");
    var json =
        EventJson.of(
            new StreamDef(
                "news",
                new Schema(
                    List.of(
                        column("title", text, true),
                        column("tags", new ColumnType.ArrayOf(text), false)),
                    false),
                -1,
                0,
                -1,
                null,
                -1,
                "CREATE STREAM"));
    assertThat(complaint(json, "{\"title\":5}"))
        .isEqualTo("`title` must be TEXT, found the number 5. Put it in quotes.");
    assertThat(complaint(json, "{}"))
        .isEqualTo("`title` is missing or null; it is TEXT NOT NULL. Give it a value.");
    assertThat(complaint(json, "{\"title\":\"\",\"tags\":5}"))
        .startsWith("`tags` must be ARRAY<TEXT>, found");
    BadEvent cell = catchThrowableOfType(BadEvent.class, () -> json.readText(1, "x"));
    assertThat(cell).hasMessageContaining("must be ARRAY<TEXT>, found the text");
  }

  private static String complaint(EventJson json, String event) {
    return catchThrowableOfType(BadEvent.class, () -> json.read(event, 0, -1)).getMessage();
  }

  @Test
  void every_type_is_read_as_its_class() throws Exception {
    Event event =
        read(
            """
            {"card":"c1","amount":1,"price":12.5,"n":-3,"big":9007199254740993,"ok":true,
             "tags":["a",null],"attrs":{"x":1},"ts":"2026-01-31T10:00:00.25+01:00"}""");
    assertThat(event.values())
        .containsExactly(
            "c1",
            1.0,
            new BigDecimal("12.50"),
            -3,
            9007199254740993L,
            true,
            Arrays.asList("a", null),
            Map.of("x", 1),
            1769850000250L);
    assertThat(event.time()).isEqualTo(1769850000250L);
    assertThat(event.offset()).isEqualTo(42);
    assertThat(new String(json(false).write(event), UTF_8))
        .isEqualTo(
            "{\"card\":\"c1\",\"amount\":1.0,\"price\":12.50,\"n\":-3,\"big\":9007199254740993,\"ok\":true,"
                + "\"tags\":[\"a\",null],\"attrs\":{\"x\":1},\"ts\":\"2026-01-31T09:00:00.250Z\"}");
  }

  @Test
  void columns_are_found_letter_case_aside_when_the_spelling_differs() throws Exception {
    assertThat(read("{\"Card\":\"c1\",\"TS\":5}").values()[0]).isEqualTo("c1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"card":"c","amount":"12,50","ts":1} | bad-type | /amount | `amount` must be DOUBLE, found the string "12,50". Use a dot and no quotes: 12.50.
          {"card":"c","amount":"12","ts":1} | bad-type | /amount | `amount` must be DOUBLE, found the string "12". Write 12 without quotes.
          {"card":"c","amount":1e999,"ts":1} | out-of-range | /amount | `amount` is DOUBLE, which takes -1.8e308 to 1.8e308; found the number 1e999.
          {"card":5,"ts":1} | bad-type | /card | `card` must be STRING, found the number 5. Put it in quotes.
          {"card":"c","n":1.5,"ts":1} | bad-type | /n | `n` must be INT, found the number 1.5. Only whole numbers are taken.
          {"card":"c","n":2147483648,"ts":1} | out-of-range | /n | `n` is INT, which takes -2147483648 to 2147483647; found the number 2147483648.
          {"card":"c","big":9223372036854775808,"ts":1} | out-of-range | /big | `big` is BIGINT, which takes -9223372036854775808 to 9223372036854775807; found the number 9223372036854775808.
          {"card":"c","price":1.005,"ts":1} | out-of-range | /price | `price` is DECIMAL(12,2), which takes 2 digits behind the point; found the number 1.005. Round it first.
          {"card":"c","price":1e1000000000,"ts":1} | out-of-range | /price | `price` is DECIMAL(12,2), which takes 10 digits before the point; found the number 1e1000000000.
          {"card":"c","ok":"true","ts":1} | bad-type | /ok | `ok` must be BOOLEAN, found the string "true". Write true or false without quotes.
          {"card":"c","tags":["a",1],"ts":1} | bad-type | /tags/1 | `tags/1` must be STRING, found the number 1. Put it in quotes.
          {"card":"c","attrs":{"x":"1"},"ts":1} | bad-type | /attrs/x | `attrs/x` must be INT, found the string "1". Write 1 without quotes.
          {"card":"c","ts":"2026-01-31T09:00:00+1"} | bad-type | /ts | `ts` must be TIMESTAMP(3), found the string "2026-01-31T09:00:00+1". Write RFC 3339, such as "2026-01-31T09:00:00.000Z", or milliseconds since 1970.
          {"card":"c","ts":"2026-02-30T09:00:00Z"} | bad-type | /ts | `ts` must be TIMESTAMP(3), found the string "2026-02-30T09:00:00Z". Write RFC 3339, such as "2026-01-31T09:00:00.000Z", or milliseconds since 1970.
          {"card":"c"} | missing-field | /ts | `ts` is missing or null; it is the time of the events of `card_tx`. Give it a time such as "2026-01-31T09:00:00.000Z".
          {"card":null,"ts":1} | missing-field | /card | `card` is missing or null; it is STRING NOT NULL. Give it a value.
          {"card":"c","Card":"d","ts":1} | duplicate-field | /Card | `Card` stands twice in the event. Leave one out.
          {"card":"a\\ud800b","ts":1} | bad-type | /card | `card` has \\ud800, which is half of a character. Send both halves, or leave it out.
          [1] | bad-type | | An event must be a JSON object, found an array.
          {"card":"c","ts":1} x | not-json | | The event is not JSON: unexpected `x`.
          {"card":"c","ts":1} {} | not-json | | More follows after the end of the event. Send one JSON object, an array of objects, or one object a line.
          {"card":"c","am | not-json | | The event is not JSON: it ends too early at character 16.
          {"card":"c",} | not-json | | The event is not JSON: unexpected `}` at character 13.
          {"card":nul} | not-json | | The event is not JSON: unexpected `nul`.
          {"card":01} | not-json | | The event is not JSON: a number is not written as JSON writes numbers before character 10.
          """)
  void a_bad_event_is_refused_with_place_and_advice(
      String text, String code, String pointer, String message) {
    BadEvent bad = refused(text);
    assertThat(bad).hasMessage(message);
    assertThat(bad.code()).isEqualTo(code);
    assertThat(bad.pointer()).isEqualTo(pointer);
  }

  @Test
  void an_unknown_field_of_a_closed_stream_is_refused_with_the_nearest_name() {
    BadEvent bad = refused("{\"card\":\"c\",\"amout\":1,\"ts\":1}");
    assertThat(bad).hasMessage("`amout` is not a column of `card_tx`. Did you mean `amount`?");
    assertThat(bad.code()).isEqualTo("unknown-field");
    assertThat(bad.pointer()).isEqualTo("/amout");
  }

  @Test
  void an_open_stream_keeps_undeclared_fields_and_writes_them_back() throws Exception {
    Event event =
        json(true).read("{\"ts\":1,\"x\":[1,2.5,{\"y\":null}],\"card\":\"c\",\"z\":true}", 0, 0);
    assertThat(event.extra()).containsOnlyKeys("x", "z");
    assertThat(event.extra().get("x")).asString().isEqualTo("[1, 2.5, {y=null}]");
    assertThat(new String(json(true).write(event), UTF_8))
        .endsWith("\"ts\":\"1970-01-01T00:00:00.001Z\",\"x\":[1,2.5,{\"y\":null}],\"z\":true}");
  }

  @Test
  void cells_of_text_files_are_read_by_type() throws Exception {
    EventJson json = json(false);
    assertThat(json.readText(0, "007")).isEqualTo("007");
    assertThat(json.readText(1, " 1.5 ")).isEqualTo(1.5);
    assertThat(json.readText(2, "3")).isEqualTo(new BigDecimal("3.00"));
    assertThat(json.readText(8, "2026-01-31T09:00:00Z")).isEqualTo(1769850000000L);
    assertThat(json.readText(8, "5")).isEqualTo(5L);
    assertThat(catchThrowableOfType(BadEvent.class, () -> json.readText(3, "1 2")))
        .hasMessage("`n` must be INT, found the text \"1 2\".");
  }

  @Test
  void values_survive_writing_and_reading() throws Exception {
    long seed = Long.getLong("seed", 1);
    System.out.println("EventJsonTest -Dseed=" + seed);
    var random = new Random(seed);
    EventJson json = json(true);
    for (int i = 0; i < 2000 * Integer.getInteger("times", 1); i++) {
      Object[] values = {
        Integer.toString(random.nextInt(), 36) + (char) random.nextInt(0x20, 0xd7ff),
        random.nextInt(10) == 0
            ? Double.NaN
            : Double.longBitsToDouble(random.nextLong() & 0x7fefffffffffffffL),
        BigDecimal.valueOf(random.nextLong(1_000_000_000_000L), 2),
        random.nextInt(),
        random.nextLong(),
        random.nextBoolean(),
        List.of("x".repeat(random.nextInt(5))),
        Map.of("k" + random.nextInt(9), random.nextInt()),
        random.nextLong(Timestamps.MIN, Timestamps.MAX)
      };
      var event = new Event("card_tx", (Long) values[8], i, values, Map.of("more", (long) i));
      byte[] bytes = json.write(event);
      Event back = json.read(bytes, 0, bytes.length, 0, i);
      assertThat(back.values()).as("seed %d", seed).containsExactly(values);
      assertThat(back.extra()).isEqualTo(event.extra());
      assertThat(back.time()).isEqualTo(event.time());
    }
  }
}
