/**
 * The command line: {@link io.sluice.server.cli.Main} and one class a command. Exit codes are 0
 * (fine), 1 (the user's input is wrong) and 2 (the program failed); no stack trace and no class
 * name reaches the user. Commands read files ({@code files}), drive the engine in memory, start the
 * server, or talk to a running one over HTTP; what they compute stands elsewhere.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.server.cli;
