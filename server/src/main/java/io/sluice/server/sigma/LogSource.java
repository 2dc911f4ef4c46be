package io.sluice.server.sigma;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What kind of log a rule is about; each part may be left open. */
public record LogSource(
    @Nullable String category, @Nullable String product, @Nullable String service) {

  /** {@code windows/process_creation}, for lists. */
  public String shown() {
    List<String> parts = new ArrayList<>();
    for (String part : new @Nullable String[] {product, category, service}) {
      if (part != null) {
        parts.add(part);
      }
    }
    return parts.isEmpty() ? "(none)" : String.join("/", parts);
  }
}
