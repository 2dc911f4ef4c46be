/**
 * Finite files as events: NDJSON and CSV, plain or gzip, one event at a time, and several of them
 * merged by time. Errors name file and line. Knows schemas and the wire's JSON; knows no engine, so
 * that {@code run} and {@code publish} can share it.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.server.files;
