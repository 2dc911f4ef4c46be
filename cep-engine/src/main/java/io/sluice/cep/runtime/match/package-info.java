/**
 * The clear matcher: MATCH_RECOGNIZE worked out from its definition, every start and every thread
 * in order of preference. It judges faster ones and explains matches ({@link
 * io.sluice.cep.runtime.match.MatchListener}). Knows programs and rows of one pattern and key;
 * knows no streams, watermarks or hosts.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.cep.runtime.match;
