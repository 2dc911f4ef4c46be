/** From the syntax tree to the plan, or to diagnostics with positions.\n */
@org.jspecify.annotations.NullMarked
package io.sluice.cep.analyze;
