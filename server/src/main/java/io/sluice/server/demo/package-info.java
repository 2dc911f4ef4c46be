/**
 * What a sample is to the {@code demo} command: statements, stored queries and a generator of
 * events whose truth is known. Samples are found by {@link java.util.ServiceLoader} and live in
 * modules of their own; nothing here knows one of them, nor the server.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.server.demo;
