package io.sluice.cep.analyze;

import io.sluice.grammar.ast.Name;
import java.util.regex.Pattern;

/**
 * What things may be called. Names of streams and patterns stand in addresses, file names and
 * metrics, so their shape is narrow; columns carry the names that the data came with.
 */
public final class NameRules {
  public static final int OBJECT_LENGTH = 64;
  public static final int COLUMN_LENGTH = 128;

  /** The rule in words, to stand behind "a name". */
  public static final String OBJECT_RULE =
      "begins with a letter A to Z or a to z and has up to %d letters, digits and _"
          .formatted(OBJECT_LENGTH);

  public static final String COLUMN_RULE = "has 1 to %d characters".formatted(COLUMN_LENGTH);

  private static final Pattern OBJECT =
      Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,%d}".formatted(OBJECT_LENGTH - 1));

  private NameRules() {}

  /** Whether a stream or pattern may be called so. */
  public static boolean isObjectName(String name) {
    return OBJECT.matcher(name).matches();
  }

  /** Whether a column may be called so; in quotes where need be. */
  public static boolean isColumnName(String name) {
    return !name.isEmpty() && name.length() <= COLUMN_LENGTH;
  }

  /** Reports a name that is given to a stream or pattern and breaks the rule. */
  static boolean checkObject(Context ctx, Name name, String kind) {
    return isObjectName(name.text()) || refuse(ctx, name, kind, OBJECT_RULE);
  }

  static boolean checkColumn(Context ctx, Name name) {
    return isColumnName(name.text()) || refuse(ctx, name, "column", COLUMN_RULE);
  }

  private static boolean refuse(Context ctx, Name name, String kind, String rule) {
    ctx.report(
        DiagnosticCode.BAD_NAME,
        name.span(),
        "a %s can not be called %s".formatted(kind, shown(name.text())),
        "no name for a " + kind,
        "the name of a %s %s".formatted(kind, rule));
    return false;
  }

  private static String shown(String name) {
    return name.length() <= 80
        ? "'%s'".formatted(name)
        : "'%s...' (%,d characters)".formatted(name.substring(0, 40), name.length());
  }
}
