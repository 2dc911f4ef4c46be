package io.sluice.server.sigma;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a rule says about itself. */
public record RuleHead(
    String id,
    String title,
    String status,
    @Nullable String level,
    @Nullable String author,
    List<String> tags) {

  public RuleHead {
    tags = List.copyOf(tags);
  }

  /** Not one that its writers have given up, or that no tool can run. */
  public boolean isActive() {
    return !status.equals("deprecated") && !status.equals("unsupported");
  }

  /** The techniques, groups and software of MITRE ATT&CK among the tags: {@code T1059.001}. */
  public List<String> attack() {
    return tags.stream()
        .map(tag -> tag.toLowerCase(Locale.ROOT))
        .filter(tag -> tag.matches("attack\\.[tgs]\\d{4}(\\.\\d{3})?"))
        .map(tag -> tag.substring("attack.".length()).toUpperCase(Locale.ROOT))
        .toList();
  }
}
