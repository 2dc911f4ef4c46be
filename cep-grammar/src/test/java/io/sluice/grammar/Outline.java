package io.sluice.grammar;

import io.sluice.grammar.ast.Span;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A syntax tree as text without its places, to compare two trees and to read the difference. */
final class Outline {
  private static final Map<Class<?>, List<Method>> PARTS = new HashMap<>();

  private Outline() {}

  static String of(Object node) {
    StringBuilder out = new StringBuilder();
    add(node, out, "\n");
    return out.toString();
  }

  private static void add(Object node, StringBuilder out, String line) {
    switch (node) {
      case null -> out.append("null");
      case List<?> list -> {
        out.append('[');
        list.forEach(member -> add(member, out.append(line).append("  "), line + "  "));
        out.append(']');
      }
      case Record tree -> {
        out.append(tree.getClass().getSimpleName());
        for (Method part : parts(tree.getClass())) {
          out.append(line).append("  ").append(part.getName()).append(": ");
          add(value(tree, part), out, line + "  ");
        }
      }
      default -> out.append(node.getClass().getSimpleName()).append(' ').append(node);
    }
  }

  /** The parts of a record but for its places. */
  static List<Method> parts(Class<?> type) {
    return PARTS.computeIfAbsent(
        type,
        t ->
            Arrays.stream(t.getRecordComponents())
                .filter(part -> part.getType() != Span.class)
                .map(RecordComponent::getAccessor)
                .toList());
  }

  static Object value(Record tree, Method part) {
    try {
      return part.invoke(tree);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
