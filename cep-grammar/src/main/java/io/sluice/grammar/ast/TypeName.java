package io.sluice.grammar.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type as written, for example {@code DECIMAL(12,2)}, {@code DOUBLE PRECISION}, {@code
 * ARRAY<STRING>} or {@code TEXT ANALYZER 'english'}.
 *
 * @param name the words of the type in upper case, one blank between them
 * @param arguments numbers in brackets, such as precision and scale
 * @param elements types in angle brackets
 */
public record TypeName(
    String name,
    List<Integer> arguments,
    List<TypeName> elements,
    @Nullable String analyzer,
    Span span) {}
