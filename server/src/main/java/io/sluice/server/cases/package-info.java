/**
 * Case files, the project's unit of truth: a script, its events, and the rows or the error that it
 * must give. {@link io.sluice.server.cases.CaseFile} is the text, {@link
 * io.sluice.server.cases.CaseRun} runs it on the engine in memory, {@link
 * io.sluice.server.cases.CaseJudge} compares. Knows the engine and the wire's JSON; knows neither
 * the command line nor the server, whose test sends the same files over HTTP.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.server.cases;
