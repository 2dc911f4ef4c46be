package io.sluice.server.sigma;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a rule says about itself. */
public record RuleHead(
    String id,
    String title,
    String status,
    @Nullable String level,
    @Nullable String author,
    List<String> tags) {

  /** What the status of such a rule is, and of the folder that it is kept in. */
  public static final Set<String> GIVEN_UP = Set.of("deprecated", "unsupported");

  public RuleHead {
    tags = List.copyOf(tags);
  }

  /** Not one that its writers have given up, or that no tool can run. */
  public boolean isActive() {
    return !GIVEN_UP.contains(status);
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
