package io.sluice.percolator;

import io.sluice.percolator.index.Condition;
import io.sluice.percolator.regex.LazyAutomaton;
import io.sluice.percolator.regex.PerlRegex;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.TermRangeQuery;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.CompiledAutomaton;
import org.apache.lucene.util.automaton.Operations;
import org.jspecify.annotations.Nullable;

/**
 * Patterns of words as conditions: wildcards and prefixes as pieces of text, fuzzy words, ranges of
 * words, regular expressions, and automata that only Lucene made.
 */
final class PatternCompiler {
  private final QueryCompiler compiler;
  private final Vocabulary vocabulary;

  PatternCompiler(QueryCompiler compiler, Vocabulary vocabulary) {
    this.compiler = compiler;
    this.vocabulary = vocabulary;
  }

  Condition automaton(AutomatonQuery query) {
    String field = query.getField();
    CompiledAutomaton compiled = query.getCompiled();
    if (!compiler.hasWords(field)) {
      return Condition.FALSE;
    }
    return switch (compiled.type) {
      case NONE -> Condition.FALSE;
      case ALL -> compiler.exists(field);
      case SINGLE -> Condition.leaf(vocabulary.term(field, compiled.term));
      case NORMAL ->
          compiled.runAutomaton == null
              ? simulated(field, query)
              : Condition.leaf(pattern(field, query, compiled));
    };
  }

  Condition range(String field, TokenPattern.Between range) {
    if (!compiler.hasWords(field)) {
      return Condition.FALSE;
    }
    return range.low() == null && range.high() == null
        ? compiler.exists(field)
        : Condition.leaf(vocabulary.pattern(field, range));
  }

  Condition runs(Term term) {
    if (!compiler.hasWords(term.field())) {
      return Condition.FALSE;
    }
    byte[] glob = glob(term.text());
    for (byte b : glob) {
      if (b != TokenPattern.Glob.MANY) {
        return Condition.leaf(vocabulary.pattern(term.field(), new TokenPattern.Glob(glob)));
      }
    }
    return compiler.exists(term.field());
  }

  Condition regex(String field, PerlRegex regex) {
    return !compiler.hasWords(field)
        ? Condition.FALSE
        : regex.necessary().isEmpty()
            ? Condition.all(
                compiler.exists(field), Condition.leaf(vocabulary.lateRegex(field, regex)))
            : Condition.leaf(vocabulary.pattern(field, new TokenPattern.Perl(regex)));
  }

  /** Lucene's own run of an automaton that is not deterministic is not for several threads. */
  private Condition simulated(String field, AutomatonQuery query) {
    return query.isAutomatonBinary()
        ? compiler.opaque(compiler.exists(field), query)
        : Condition.leaf(
            vocabulary.pattern(
                field, new TokenPattern.Stepwise(query, new LazyAutomaton(query.getAutomaton()))));
  }

  private int pattern(String field, AutomatonQuery query, CompiledAutomaton compiled) {
    return switch (query) {
      case PrefixQuery prefix -> {
        BytesRef bytes = prefix.getPrefix().bytes();
        byte[] glob =
            Arrays.copyOfRange(bytes.bytes, bytes.offset, bytes.offset + bytes.length + 1);
        glob[bytes.length] = TokenPattern.Glob.MANY;
        yield vocabulary.pattern(field, new TokenPattern.Glob(glob));
      }
      case WildcardQuery wildcard ->
          vocabulary.pattern(field, new TokenPattern.Glob(glob(wildcard.getTerm().text())));
      case TermRangeQuery range ->
          vocabulary.pattern(
              field,
              new TokenPattern.Between(
                  bytes(range.getLowerTerm()),
                  bytes(range.getUpperTerm()),
                  range.includesLower(),
                  range.includesUpper()));
      default ->
          vocabulary.pattern(
              field,
              new TokenPattern.Accepted(query, compiled.runAutomaton),
              prefixOf(compiled),
              compiled.commonSuffixRef == null ? new BytesRef() : compiled.commonSuffixRef);
    };
  }

  private static BytesRef prefixOf(CompiledAutomaton compiled) {
    return compiled.automaton == null
        ? new BytesRef()
        : Operations.getCommonPrefixBytesRef(compiled.automaton);
  }

  private static byte @Nullable [] bytes(@Nullable BytesRef ref) {
    return ref == null ? null : BytesRef.deepCopyOf(ref).bytes;
  }

  /** Lucene's wildcards: * and ?, with a backslash before what stands for itself. */
  private static byte[] glob(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c == WildcardQuery.WILDCARD_STRING) {
        bytes.write(TokenPattern.Glob.MANY);
      } else if (c == WildcardQuery.WILDCARD_CHAR) {
        bytes.write(TokenPattern.Glob.ANY);
      } else {
        if (c == WildcardQuery.WILDCARD_ESCAPE && i < text.length()) {
          c = text.codePointAt(i);
          i += Character.charCount(c);
        }
        bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  /**
   * Lucene looks at no more than the query's maxExpansions (50) terms of an index. One document
   * would need more than 50 words within the distance to show it; that cut is not copied.
   */
  Condition fuzzy(FuzzyQuery query) {
    if (!compiler.hasWords(query.getField())) {
      return Condition.FALSE;
    }
    if (query.getMaxEdits() == 0) {
      return compiler.term(query.getTerm());
    }
    int[] word = query.getTerm().text().codePoints().toArray();
    return Condition.leaf(
        vocabulary.pattern(
            query.getField(),
            new TokenPattern.Fuzzy(
                word,
                query.getMaxEdits(),
                Math.min(query.getPrefixLength(), word.length),
                query.getTranspositions())));
  }
}
