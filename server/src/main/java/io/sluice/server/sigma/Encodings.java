package io.sluice.server.sigma;

import io.sluice.server.sigma.WildText.Literal;
import io.sluice.server.sigma.WildText.Part;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What becomes of a text by the modifiers that say how it is written in an event. */
final class Encodings {
  /** All that programs take for the dash before an option. */
  private static final List<String> DASHES = List.of("-", "/", "\u2013", "\u2014", "\u2015");

  private static final Pattern DASH = Pattern.compile("\\B[-/]\\b");
  private static final int MAX_FORMS = 700;

  private Encodings() {}

  /** Every way to write its option dashes. */
  static List<WildText> dashes(WildText text) throws Refused {
    List<List<Part>> forms = List.of(List.of());
    for (Part part : text.parts()) {
      List<String> literals = part instanceof Literal(String literal) ? dashes(literal) : List.of();
      var more = new ArrayList<List<Part>>();
      for (List<Part> form : forms) {
        if (literals.isEmpty()) {
          more.add(and(form, part));
        }
        literals.forEach(literal -> more.add(and(form, new Literal(literal))));
      }
      forms = more;
    }
    return forms.stream().map(WildText::new).toList();
  }

  private static List<String> dashes(String literal) throws Refused {
    List<String> forms = List.of("");
    Matcher dash = DASH.matcher(literal);
    int from = 0;
    while (dash.find()) {
      String before = literal.substring(from, dash.start());
      forms =
          forms.stream()
              .flatMap(form -> DASHES.stream().map(sign -> form + before + sign))
              .toList();
      if (forms.size() > MAX_FORMS) {
        throw Refused.notAQuery("`windash` on a text of so many dashes has too many forms.");
      }
      from = dash.end();
    }
    String rest = literal.substring(from);
    return forms.stream().map(form -> form + rest).toList();
  }

  private static List<Part> and(List<Part> parts, Part part) {
    var more = new ArrayList<>(parts);
    more.add(part);
    return more;
  }

  /** The bytes of the text in a wide encoding, each byte as the character of its number. */
  static WildText wide(WildText text, Charset charset, boolean mark) {
    String prefix = mark ? "\u00ff\u00fe" : "";
    WildText wide =
        text.map(literal -> new String(literal.getBytes(charset), StandardCharsets.ISO_8859_1));
    return mark ? wide.map(literal -> prefix + literal) : wide;
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * What is surely there of the text, if it stands somewhere inside of a longer one that was
   * encoded: each three bytes are four characters, so it looks another way at each of three places.
   */
  static List<String> base64AtAnyPlace(byte[] bytes) {
    int[] cutBefore = {0, 2, 3};
    int[] cutAfter = {0, 3, 2};
    var forms = new ArrayList<String>();
    for (int shift = 0; shift < 3; shift++) {
      byte[] shifted = new byte[shift + bytes.length];
      Arrays.fill(shifted, 0, shift, (byte) ' ');
      System.arraycopy(bytes, 0, shifted, shift, bytes.length);
      String whole = base64(shifted);
      forms.add(whole.substring(cutBefore[shift], whole.length() - cutAfter[shifted.length % 3]));
    }
    return forms;
  }
}
