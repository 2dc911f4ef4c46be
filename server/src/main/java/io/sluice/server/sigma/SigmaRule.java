package io.sluice.server.sigma;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule as it was read.
 *
 * @param detection the selections by name, and the condition
 */
record SigmaRule(RuleHead head, LogSource source, Map<String, @Nullable Object> detection) {}
