/**
 * Regular expressions in Perl's notation, found anywhere in a value, as Lucene automata over code
 * points: {@link io.sluice.percolator.regex.PerlRegex} is the door. The text becomes a tree ({@code
 * Node}), the tree a machine with assertions ({@code Machine}), the machine an automaton without
 * them ({@code Unrolled}).
 *
 * <p>What no finite automaton can do (look-around, back-references) is refused. The package knows
 * Lucene's automata, and nothing of queries and fields.
 */
@NullMarked
package io.sluice.percolator.regex;

import org.jspecify.annotations.NullMarked;
