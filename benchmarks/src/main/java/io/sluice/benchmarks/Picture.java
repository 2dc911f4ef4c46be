package io.sluice.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The cells of a run as bars on a logarithmic axis, a group a workload; SVG. */
final class Picture {
  private static final int LEFT = 110;
  private static final int WIDTH = 720;
  private static final int BAR = 14;
  private static final int GAP = 12;
  private static final int TOP = 30;
  private static final String[] COLOURS = {
    "#1f6feb", "#8b949e", "#d29922", "#a371f7", "#3fb950", "#f85149"
  };

  private final Map<String, List<Cell>> groups = new LinkedHashMap<>();
  private final List<String> engines = new ArrayList<>();
  private final double least;
  private final double most;

  Picture(List<Cell> cells) {
    for (Cell cell : cells) {
      groups.computeIfAbsent(cell.workload(), _ -> new ArrayList<>()).add(cell);
      if (!engines.contains(cell.engine())) {
        engines.add(cell.engine());
      }
    }
    double slowest = cells.stream().mapToDouble(Cell::perSecond).min().orElse(1);
    double fastest = cells.stream().mapToDouble(Cell::perSecond).max().orElse(10);
    least = Math.floor(Math.log10(Math.max(slowest, 1)));
    most = Math.max(least + 1, Math.ceil(Math.log10(fastest)));
  }

  String svg() {
    int height = TOP + 40;
    for (List<Cell> group : groups.values()) {
      height += group.size() * BAR + GAP;
    }
    var out = new StringBuilder();
    add(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"11\">%n",
        LEFT + WIDTH + 90,
        height);
    add(out, "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n");
    for (int i = 0; i < engines.size(); i++) {
      add(
          out,
          "<rect x=\"%d\" y=\"8\" width=\"11\" height=\"11\" fill=\"%s\"/><text x=\"%d\" y=\"18\">%s</text>%n",
          LEFT + i * 120,
          colour(engines.get(i)),
          LEFT + 16 + i * 120,
          engines.get(i));
    }
    axis(out, height);
    int y = TOP;
    for (Map.Entry<String, List<Cell>> group : groups.entrySet()) {
      add(
          out,
          "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n",
          LEFT - 8,
          y + group.getValue().size() * BAR / 2 + 4,
          group.getKey());
      for (Cell cell : group.getValue()) {
        add(
            out,
            "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/><text x=\"%.1f\" y=\"%d\">%s</text>%n",
            LEFT,
            y,
            at(Math.log10(Math.max(cell.perSecond(), 1))) - LEFT,
            BAR - 2,
            colour(cell.engine()),
            at(Math.log10(Math.max(cell.perSecond(), 1))) + 4,
            y + BAR - 4,
            Table.rate(cell.perSecond()));
        y += BAR;
      }
      y += GAP;
    }
    return out.append("</svg>\n").toString();
  }

  private void axis(StringBuilder out, int height) {
    for (double power = least; power <= most; power++) {
      add(
          out,
          "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#d0d7de\"/><text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s/s</text>%n",
          at(power),
          at(power),
          TOP - 6,
          height - 30,
          at(power),
          height - 14,
          Table.rate(Math.pow(10, power)));
    }
  }

  private double at(double power) {
    return LEFT + Math.max(0, power - least) / (most - least) * WIDTH;
  }

  private String colour(String engine) {
    return COLOURS[engines.indexOf(engine) % COLOURS.length];
  }

  private static void add(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values));
  }
}
