/** From the syntax tree to the plan, or to diagnostics with positions. */
@org.jspecify.annotations.NullMarked
package io.sluice.cep.analyze;
