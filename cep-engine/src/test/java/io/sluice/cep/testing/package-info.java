/** What tests of this and other modules share. */
@org.jspecify.annotations.NullMarked
package io.sluice.cep.testing;
