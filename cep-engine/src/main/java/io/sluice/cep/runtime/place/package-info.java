/**
 * Where a thread of a match stands: the ways on from an instruction, the most preferred first.
 * Worked out from {@link io.sluice.cep.program.PatternProgram} alone, without any row; all matchers
 * stand on it.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.cep.runtime.place;
