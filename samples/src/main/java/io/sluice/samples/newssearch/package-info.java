/** Generated articles against stored searches of every kind. */
@org.jspecify.annotations.NullMarked
package io.sluice.samples.newssearch;
