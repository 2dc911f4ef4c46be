/** Leaf: how an expression names rows of a match. Plan, program and runtime share it. */
@org.jspecify.annotations.NullMarked
package io.sluice.cep.navigation;
