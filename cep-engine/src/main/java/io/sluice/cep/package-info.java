/**
 * The engine as users and hosts see it. {@link io.sluice.cep.Engine} runs scripts in memory; {@link
 * io.sluice.cep.task.EngineTask} is the pure part that every host drives: no I/O, no clock, no
 * threads, no randomness. Text becomes syntax tree ({@code io.sluice.grammar}), plan ({@code
 * analyze} into {@code plan}), program ({@code program}), and runs ({@code runtime}).
 */
@org.jspecify.annotations.NullMarked
package io.sluice.cep;
