package io.sluice.grammar;

/** The codes of syntax errors, each with the sentence that the manual opens with. */
public enum SyntaxCode {
  UNEXPECTED("P1001", "Something else must stand here."),
  UNKNOWN_STATEMENT("P1002", "No statement begins with this word."),
  MISSPELLED("P1003", "A word of the language is misspelled."),
  BRACKET("P1004", "A bracket has no partner."),
  MISSING_COMMA("P1005", "A comma is missing between two members of a list."),
  SEMICOLON("P1006", "A semicolon is missing between two statements, or stands inside one."),
  NOT_CLOSED("P1007", "A string, a quoted name or a comment is not closed."),
  RESERVED_WORD("P1008", "A reserved word is used as a name; names like that stand in quotes."),
  FOREIGN("P1009", "This is how another system writes it."),
  STRANGE_CHARACTER("P1010", "This character means nothing in the language."),
  TOO_DEEP("P1011", "The statement is nested too deeply, or one chain of operators is too long."),
  BAD_VALUE("P1012", "A number, string or name has a value that cannot stand here."),
  TWICE("P1013", "A clause that may stand once stands twice."),
  NOT_HERE("P1014", "This clause does not belong to this statement."),
  TOO_MANY(
      "P1015", "The script has so many errors or warnings that the rest of them is not shown."),
  EXCLUDED_GAP("W1001", "An excluded reluctant loop is a gap, and an arrow says it shorter.");

  private final String code;
  private final String sentence;

  SyntaxCode(String code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  public String code() {
    return code;
  }

  public String sentence() {
    return sentence;
  }
}
