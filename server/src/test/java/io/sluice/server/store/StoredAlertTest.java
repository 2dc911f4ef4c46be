package io.sluice.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredAlertTest {
  private static void assertReadsBack(StoredAlert alert) {
    assertThat(StoredAlert.decode(Keys.alert(alert.offset()), alert.encode()))
        .usingRecursiveComparison()
        .isEqualTo(alert);
  }

  private static StoredAlert alert(String name, List<String> keys) {
    return new StoredAlert(7, "alr_x", -1, 2, true, name, keys, "{}".getBytes(UTF_8));
  }

  @Test
  void texts_of_any_length_come_back() {
    assertReadsBack(alert("", List.of()));
    assertReadsBack(alert("n".repeat(65_535), List.of("k".repeat(65_536))));
    assertReadsBack(alert("ü€😀".repeat(50_000), List.of("", "a", "ü".repeat(40_000))));
    assertReadsBack(alert("p", Collections.nCopies(70_000, "k")));
  }
}
