package io.sluice.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.server.wire.BadBody;
import io.sluice.server.wire.Body;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamBodyTest {
  private static String statement(String json) {
    byte[] bytes = json.replace('\'', '"').getBytes(UTF_8);
    return StreamBody.statement(
        Body.read(bytes, "The body", "name", "columns", "watermark", "open"));
  }

  private static BadBody refusal(String json) {
    return catchThrowableOfType(BadBody.class, () -> statement(json));
  }

  @Test
  void says_what_the_members_say() {
    assertThat(
            statement(
                "{'name':'s','columns':[{'name':'a b','type':'DECIMAL(12, 2)','notNull':true},{'name':'ts','type':'timestamp(3)'}],"
                    + "'watermark':{'column':'ts','delay':'PT0.5S'},'open':true}"))
        .isEqualTo(
            "CREATE STREAM \"s\" (\"a b\" DECIMAL(12, 2) NOT NULL, \"ts\" timestamp(3),"
                + " WATERMARK FOR \"ts\" AS \"ts\" - INTERVAL '0.5' SECOND) WITH (open = 'true')");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "STRING, y INT",
        "STRING NOT NULL",
        "STRING PRIMARY KEY",
        "STRING) RETAIN INTERVAL '1' DAY; DROP STREAM x; CREATE STREAM t (a STRING",
        "STRING)",
        "STRING -- ",
        "STRING /* x */",
        "STRING, WATERMARK FOR c AS c",
        "STRNG",
        "DECIMAL(99, 2)",
        "'x'",
        "",
        " "
      })
  void a_type_is_a_type_and_nothing_else(String type) {
    BadBody refused =
        refusal(
            "{'name':'s','columns':[{'name':'a','type':'INT'},{'name':'b','type':'"
                + type.replace('\'', '`')
                + "'}]}");
    assertThat(refused.pointer()).isEqualTo("/columns/1/type");
    assertThat(refused).hasMessageContaining(" is no type: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0.0005S", "PT-1S", "5 s", "", "P1000000000000000D"})
  void a_delay_is_whole_milliseconds(String delay) {
    BadBody refused =
        refusal(
            "{'name':'s','columns':[{'name':'ts','type':'TIMESTAMP(3)'}],"
                + "'watermark':{'column':'ts','delay':'"
                + delay
                + "'}}");
    assertThat(refused.pointer()).isEqualTo("/watermark/delay");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "9a", "_a", "ä"})
  void a_name_keeps_the_rule(String name) {
    BadBody refused = refusal("{'name':'" + name + "','columns':[{'name':'a','type':'INT'}]}");
    assertThat(refused.pointer()).isEqualTo("/name");
    assertThat(refused).hasMessageStartingWith("The name of a stream begins with a letter");
  }
}
