/** Card payments with fraud among them, and the patterns that find it. */
@org.jspecify.annotations.NullMarked
package io.sluice.samples.cardfraud;
