package io.sluice.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path folder;

  @Test
  void an_empty_folder_becomes_one() {
    try (Store store = Store.open(folder, 0)) {
      assertThat(store.recovery().created()).isTrue();
    }
    try (Store store = Store.open(folder, 0)) {
      assertThat(store.recovery().created()).isFalse();
    }
  }

  @Test
  void files_of_somebody_else_are_left_alone() throws Exception {
    Files.writeString(folder.resolve("letters.txt"), "dear");
    assertThatThrownBy(() -> Store.open(folder, 0))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("This is not a Sluice data folder: ")
        .hasMessageContaining("(letters.txt)");
  }

  @Test
  void a_folder_that_lost_its_format_is_not_taken_for_a_new_one() throws Exception {
    Store.open(folder, 0).close();
    Files.delete(folder.resolve("format"));
    assertThatThrownBy(() -> Store.open(folder, 0))
        .hasMessageStartingWith("This is not a Sluice data folder: ");
    assertThat(folder.resolve("db")).exists();
  }

  @Test
  void a_log_that_lost_its_end_has_another_epoch() throws Exception {
    String first;
    try (Store store = Store.open(folder, 0)) {
      first = store.epoch();
    }
    try (Store store = Store.open(folder, 0)) {
      assertThat(store.epoch()).isEqualTo(first);
    }
    Files.writeString(folder.resolve("high-water"), "900 900 900 900");
    try (Store store = Store.open(folder, 0)) {
      assertThat(store.recovery().lostCommits()).isTrue();
      assertThat(store.epoch()).isNotEqualTo(first);
    }
  }

  @Test
  void the_format_of_another_version_is_told() throws Exception {
    Store.open(folder, 0).close();
    Files.writeString(folder.resolve("format"), "99\n");
    assertThatThrownBy(() -> Store.open(folder, 0)).hasMessageContaining("has format 99; this");
  }
}
