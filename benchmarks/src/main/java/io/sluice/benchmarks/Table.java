package io.sluice.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rates of a run, a line a workload; Markdown. */
final class Table {
  private final Map<String, Map<String, Cell>> lines = new LinkedHashMap<>();
  private final List<String> engines = new ArrayList<>();

  Table(List<Cell> cells) {
    for (Cell cell : cells) {
      lines.computeIfAbsent(cell.workload(), _ -> new LinkedHashMap<>()).put(cell.engine(), cell);
      if (!engines.contains(cell.engine())) {
        engines.add(cell.engine());
      }
    }
  }

  String markdown() {
    var out =
        new StringBuilder("| workload | " + String.join(" | ", engines) + " | matches |\n|---");
    out.append("|---:".repeat(engines.size() + 1)).append("|\n");
    lines.forEach(
        (workload, cells) -> {
          out.append("| ").append(workload);
          for (String engine : engines) {
            Cell cell = cells.get(engine);
            out.append(" | ").append(cell == null ? "-" : rate(cell.perSecond()));
          }
          long most = cells.values().stream().mapToLong(Cell::matches).max().orElse(0);
          out.append(" | ").append(String.format(Locale.ROOT, "%,d", most)).append(" |\n");
        });
    return out.toString();
  }

  /** 12,345,678 is {@code 12.3M}. */
  static String rate(double perSecond) {
    double shown = perSecond;
    String unit = "";
    if (perSecond >= 999_500) {
      shown = perSecond / 1e6;
      unit = "M";
    } else if (perSecond >= 999.5) {
      shown = perSecond / 1e3;
      unit = "k";
    }
    return String.format(
        Locale.ROOT, shown < 9.95 && !unit.isEmpty() ? "%.1f%s" : "%.0f%s", shown, unit);
  }
}
