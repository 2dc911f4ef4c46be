package io.sluice.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.grammar.parser.SluiceParser;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.junit.jupiter.api.Test;

class TokenEditTest {
  private final Token word = new CommonToken(SluiceParser.IDENT, "a");
  private final Token end = new CommonToken(Token.EOF, "");

  @Test
  void the_end_of_the_text_stays() {
    List<Token> tokens = List.of(word, end);
    assertThat(TokenEdit.delete(0, 2).apply(tokens)).containsExactly(end);
    assertThat(TokenEdit.replace(1, 2, SluiceParser.RPAREN).apply(tokens))
        .extracting(Token::getType)
        .containsExactly(SluiceParser.IDENT, SluiceParser.RPAREN, Token.EOF);
    assertThat(TokenEdit.delete(0, 1).apply(tokens)).containsExactly(end);
  }
}
