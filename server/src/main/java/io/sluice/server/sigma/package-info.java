/**
 * Sigma, the rule format of the log trade, as stored queries: {@link
 * io.sluice.server.sigma.SigmaTranslator} is the door. A rule's text is read ({@code RuleReader}),
 * its selections become criteria over fields ({@code Selections}, {@code Matching}), its condition
 * joins them ({@code ConditionReader}), its log source adds what the events look like ({@code
 * LogSources}), and the whole is written in the query language ({@code QueryWriter}).
 *
 * <p>What has no query of one event (correlations, counts, comparisons of two fields) is refused
 * with its reason. The package knows the query language of the percolator and nothing of servers.
 */
@NullMarked
package io.sluice.server.sigma;

import org.jspecify.annotations.NullMarked;
