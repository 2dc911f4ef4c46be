package io.sluice.grammar.print;

/** Text with indented lines, or the same text on one line. */
final class Layout {
  /** Lists and conditions longer than this are broken. */
  static final int WIDTH = 100;

  private final StringBuilder out = new StringBuilder();
  private final boolean oneLine;
  private int indent;

  private Layout(boolean oneLine) {
    this.oneLine = oneLine;
  }

  static Layout lines() {
    return new Layout(false);
  }

  static Layout oneLine() {
    return new Layout(true);
  }

  Layout add(String text) {
    out.append(text);
    return this;
  }

  /** A new line, or a blank. */
  Layout line() {
    if (oneLine) {
      out.append(' ');
    } else {
      out.append('\n').append(" ".repeat(indent));
    }
    return this;
  }

  /** An opening bracket; what follows stands one step further in, on lines of its own. */
  Layout open(String bracket) {
    out.append(bracket);
    indent += 2;
    return oneLine ? this : line();
  }

  Layout close(String bracket) {
    indent -= 2;
    if (!oneLine) {
      line();
    }
    out.append(bracket);
    return this;
  }

  boolean fits(String text) {
    return oneLine || column() + text.length() <= WIDTH;
  }

  /** Where the next character goes on its line. */
  int column() {
    return out.length() - (out.lastIndexOf("\n") + 1);
  }

  /**
   * Members of a list: on this line where they fit, else one a line below the first. Members must
   * be of one line each, or they are taken as they are.
   */
  Layout list(Iterable<String> members) {
    String flat = String.join(", ", members);
    if (fits(flat)) {
      return add(flat);
    }
    return below(members, ",", "");
  }

  /**
   * Members one a line, each below the first; {@code tail} ends a line, {@code lead} begins one.
   */
  Layout below(Iterable<String> members, String tail, String lead) {
    String between = oneLine ? tail + " " + lead : tail + "\n" + " ".repeat(column()) + lead;
    return add(String.join(between, members));
  }

  /** A new line that begins at {@code column}, or a blank. */
  Layout lineAt(int column) {
    out.append(oneLine ? " " : "\n" + " ".repeat(column));
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
