package io.sluice.server.cases;

import io.sluice.cep.event.Timestamps;
import io.sluice.server.cases.CaseFile.Advance;
import io.sluice.server.cases.CaseFile.End;
import io.sluice.server.cases.CaseFile.Expected;
import io.sluice.server.cases.CaseFile.Publish;
import io.sluice.server.cases.CaseFile.Row;
import io.sluice.server.cases.CaseFile.Rows;
import io.sluice.server.cases.CaseFile.Step;
import io.sluice.server.cases.CaseFile.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** From the text of a case file to its parts. */
public final class CaseReader {
  private static final List<String> SECTIONS =
      List.of("-- events", "-- rows", "-- rows unordered", "-- error", "-- explain");

  private final List<String> lines;
  private int next;

  private CaseReader(String text) {
    this.lines = text.lines().toList();
  }

  public static CaseFile read(String text) throws BadCase {
    return new CaseReader(text).file();
  }

  private CaseFile file() throws BadCase {
    var prose = new StringBuilder();
    while (next < lines.size() && lines.get(next).startsWith("#")) {
      prose.append(lines.get(next++).substring(1).strip()).append('\n');
    }
    var script = new StringBuilder("\n".repeat(next));
    while (next < lines.size() && !isSection(lines.get(next))) {
      script.append(lines.get(next++)).append('\n');
    }
    List<Step> steps = new ArrayList<>();
    if (next < lines.size() && lines.get(next).strip().equals("-- events")) {
      next++;
      while (next < lines.size() && !isSection(lines.get(next))) {
        step(steps);
      }
    }
    if (next >= lines.size()) {
      throw new BadCase(
          lines.size() + 1, "a section '-- rows', '-- error' or '-- explain' is missing");
    }
    int expectedLine = next + 1;
    String header = lines.get(next++).strip();
    List<String> body = lines.subList(next, lines.size());
    for (int i = 0; i < body.size(); i++) {
      if (isSection(body.get(i))) {
        throw new BadCase(
            next + i + 1,
            "'" + body.get(i).strip() + "' comes after '" + header + "', which must be last");
      }
    }
    return new CaseFile(
        prose.toString().strip(), script.toString(), steps, expected(header, body), expectedLine);
  }

  private static boolean isSection(String line) {
    return SECTIONS.contains(line.strip());
  }

  private void step(List<Step> steps) throws BadCase {
    String line = lines.get(next++).strip();
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    if (!line.startsWith("@")) {
      String[] parts = halves(line, next, "stream {json}");
      steps.add(new Publish(parts[0], parts[1], next));
      return;
    }
    String word = line.substring(1).strip();
    if (word.equals("end")) {
      steps.add(new End(next));
      return;
    }
    OptionalLong time = Timestamps.parse(word);
    if (time.isEmpty()) {
      throw new BadCase(
          next,
          "expected '@ end' or a time such as '@ 2026-01-01T00:10:00Z', found '" + line + "'");
    }
    steps.add(new Advance(Instant.ofEpochMilli(time.getAsLong()), next));
  }

  private static String[] halves(String line, int number, String form) throws BadCase {
    int space = line.indexOf(' ');
    if (space < 0 || line.startsWith("{")) {
      throw new BadCase(number, "expected '" + form + "', found '" + line + "'");
    }
    return new String[] {line.substring(0, space), line.substring(space + 1).strip()};
  }

  private Expected expected(String header, List<String> body) throws BadCase {
    if (header.equals("-- events")) {
      throw new BadCase(next, "a second '-- events' section");
    }
    if (header.startsWith("-- rows")) {
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < body.size(); i++) {
        String line = body.get(i).strip();
        if (!line.isEmpty() && !line.startsWith("#")) {
          String[] parts = halves(line, next + i + 1, "destination {json}");
          rows.add(new Row(parts[0], parts[1]));
        }
      }
      return new Rows(!header.endsWith("unordered"), rows);
    }
    List<String> parts = new ArrayList<>();
    var exact = new StringBuilder();
    for (String line : body) {
      if (line.startsWith("~")) {
        parts.add(line.substring(1).strip());
      } else {
        exact.append(line.stripTrailing()).append('\n');
      }
    }
    return new Text(
        header.equals("-- error") ? Text.Kind.ERROR : Text.Kind.EXPLAIN,
        exact.toString().strip(),
        parts);
  }
}
