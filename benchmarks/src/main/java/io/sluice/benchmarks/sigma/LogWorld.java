package io.sluice.benchmarks.sigma;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Rules and events of Windows machines, made from a seed. Kinds of log, parts of rules with {@code
 * contains}, {@code endswith}, {@code not} and expressions, literals a rule and lengths of values
 * are as frequent as in SigmaHQ's rules and in recorded attacks; the texts are invented.
 */
final class LogWorld {
  private static final String SYSMON = "Microsoft-Windows-Sysmon/Operational";

  /** What a field's values look like. */
  private enum Look {
    PROGRAM,
    COMMAND,
    KEY,
    FILE,
    NAME,
    SCRIPT
  }

  /**
   * @param rules how many of a thousand are about it
   * @param events how many of a thousand are of it
   */
  private record Kind(
      String channel, int eventId, int rules, int events, Map<String, Look> fields) {}

  private static final List<Kind> KINDS =
      List.of(
          kind(
              SYSMON,
              1,
              400,
              60,
              "Image PROGRAM CommandLine COMMAND ParentImage PROGRAM"
                  + " ParentCommandLine COMMAND OriginalFileName NAME User NAME CurrentDirectory FILE"),
          kind(SYSMON, 13, 65, 100, "Image PROGRAM TargetObject KEY Details COMMAND"),
          kind(SYSMON, 12, 20, 120, "Image PROGRAM TargetObject KEY EventType NAME"),
          kind(SYSMON, 11, 65, 50, "Image PROGRAM TargetFilename FILE User NAME"),
          kind(SYSMON, 7, 40, 180, "Image PROGRAM ImageLoaded FILE Description NAME Signed NAME"),
          kind(SYSMON, 3, 20, 40, "Image PROGRAM DestinationHostname NAME User NAME"),
          kind(SYSMON, 10, 20, 160, "SourceImage PROGRAM TargetImage PROGRAM CallTrace SCRIPT"),
          kind(
              "Security",
              4688,
              60,
              260,
              "SubjectUserName NAME ObjectName FILE ProcessName PROGRAM"),
          kind("Microsoft-Windows-PowerShell/Operational", 4104, 60, 30, "ScriptBlockText SCRIPT"),
          kind("Application", 1000, 30, 0, "Data COMMAND Provider_Name NAME"),
          kind("web", 1, 220, 0, "cs-uri-query COMMAND c-useragent COMMAND cs-method NAME"));

  private final Random random;
  private final String[] words = new String[20_000];

  LogWorld(long seed) {
    this.random = new Random(seed);
    String[] syllables =
        "ad ba cor de ex fi gra hos in ker lo min net op pro que ral ser tis un vol wi xa ys zen"
            .split(" ");
    for (int i = 0; i < words.length; i++) {
      var word = new StringBuilder();
      for (int n = 2 + random.nextInt(3); n > 0; n--) {
        word.append(syllables[random.nextInt(syllables.length)]);
      }
      words[i] = word.toString();
    }
  }

  private static Kind kind(String channel, int eventId, int rules, int events, String fields) {
    String[] parts = fields.split(" ");
    Map<String, Look> looks = new LinkedHashMap<>();
    for (int i = 0; i < parts.length; i += 2) {
      looks.put(parts[i], Look.valueOf(parts[i + 1]));
    }
    return new Kind(channel, eventId, rules, events, looks);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /** Few words are frequent, as in all logs. */
  private String frequentWord() {
    return words[(int) (words.length * Math.pow(random.nextDouble(), 6))];
  }

  private String anyWord() {
    return words[random.nextInt(words.length)];
  }

  private Kind kind(boolean ofRule) {
    int at = random.nextInt(1000);
    for (Kind kind : KINDS) {
      at -= ofRule ? kind.rules() : kind.events();
      if (at < 0) {
        return kind;
      }
    }
    return KINDS.getFirst();
  }

  // ------------------------------------------------------------------ events

  List<Map<String, Object>> events(int count) {
    List<Map<String, Object>> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Kind kind = kind(false);
      Map<String, Object> event = new LinkedHashMap<>();
      event.put(
          "@timestamp", "2026-11-23T%02d:%02d:%02d".formatted(i / 3600 % 24, i / 60 % 60, i % 60));
      event.put("Channel", kind.channel());
      event.put("EventID", kind.eventId());
      event.put("Computer", frequentWord() + ".example.org");
      event.put("ProcessId", random.nextInt(20_000));
      event.put("ProcessGuid", "{%08x-%04x}".formatted(random.nextInt(), random.nextInt(1 << 16)));
      event.put("Task", random.nextInt(30));
      event.put("LogonId", "0x%x".formatted(random.nextInt(1 << 20)));
      kind.fields().forEach((field, look) -> event.put(field, value(look)));
      events.add(event);
    }
    return events;
  }

  private String value(Look look) {
    return switch (look) {
      case PROGRAM -> folder() + frequentWord() + ".exe";
      case FILE ->
          folder() + frequentWord() + "\\" + frequentWord() + (chance(70) ? ".dll" : ".txt");
      case NAME -> Character.toUpperCase(frequentWord().charAt(0)) + frequentWord();
      case KEY ->
          "HKLM\\SOFTWARE\\Microsoft\\"
              + frequentWord()
              + "\\"
              + frequentWord()
              + "\\"
              + frequentWord();
      case COMMAND -> "\"" + folder() + frequentWord() + ".exe\"" + text(random.nextInt(8), " -");
      case SCRIPT ->
          text(20 + (int) (180 * Math.pow(random.nextDouble(), 2)), chance(50) ? "\n$" : " ");
    };
  }

  private String folder() {
    return chance(70)
        ? "C:\\Windows\\System32\\"
        : "C:\\Users\\" + frequentWord() + "\\AppData\\Local\\";
  }

  private String text(int words, String between) {
    var text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(chance(50) ? between : " ").append(frequentWord());
    }
    return text.toString();
  }

  // ------------------------------------------------------------------ rules

  List<Rule> rules(int count) {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Kind kind = kind(true);
      var query = new StringBuilder();
      query.append("+Channel@caseless:\"").append(kind.channel()).append('"');
      query.append(" +EventID@caseless:\"").append(kind.eventId()).append('"');
      if (chance(2)) {
        query.append(" +(").append(anyOf("_all", Look.COMMAND, 3)).append(')');
      } else {
        List<String> fields = new ArrayList<>(kind.fields().keySet());
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
          String field = fields.get(random.nextInt(fields.size()));
          Look look = kind.fields().get(field);
          query.append(" +(").append(anyOf(field, look, values())).append(')');
        }
        if (chance(21)) {
          String field = fields.getFirst();
          query.append(" -(").append(anyOf(field, kind.fields().get(field), 2)).append(')');
        }
      }
      rules.add(new Rule("rule-" + i, query.toString()));
    }
    return rules;
  }

  /** Most lists are short, some have dozens. */
  private int values() {
    return 1 + (int) (40 * Math.pow(random.nextDouble(), 4));
  }

  private String anyOf(String field, Look look, int values) {
    List<String> clauses = new ArrayList<>();
    int manner = random.nextInt(100);
    for (int i = 0; i < values; i++) {
      clauses.add(clause(field, look, manner));
    }
    return String.join(" OR ", clauses);
  }

  private String clause(String field, Look look, int manner) {
    String word = anyWord();
    return switch (look) {
      case PROGRAM -> field + "@caseless:*\\\\" + word + ".exe";
      case FILE ->
          manner < 50
              ? field + "@caseless:*\\\\" + word + ".dll"
              : field + "@caseless:*\\\\" + word + "\\\\*";
      case NAME -> field + "@caseless:\"" + word + anyWord() + '"';
      case KEY, COMMAND, SCRIPT ->
          manner < 3
              ? field + "@regex:/(?i)" + word + "\\s+[a-z]{2,8}" + anyWord() + "/"
              : manner < 10
                  ? field + "@caseless:*" + word + "*" + anyWord() + "*"
                  : manner < 18
                      ? field + "@caseless:*\\ \\-" + word.substring(0, 2) + "\\ *"
                      : field + "@caseless:*" + (chance(50) ? "\\ \\-" : "") + word + "*";
    };
  }
}
