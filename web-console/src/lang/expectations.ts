import { RuleStopState, RuleTransition, type ATNState, type ParserRuleContext, type Transition } from 'antlr4ng';
import type { Attempt } from './attempt';
import { SluiceParser } from './gen/SluiceParser';
import { keyword, ruleInWords, tokenInWords } from './phrases';
import { EOF, isKeyword } from './words';

export const RULE = -2;

export interface Candidate {
  phrase: string;
  /** the token, or RULE */
  type: number;
}

export interface Expected {
  /** of the first token that fits nowhere */
  index: number;
  /** every token that could stand there */
  all: Set<number>;
  /** the same for people, in the order of the grammar */
  candidates: Candidate[];
}

interface Frame {
  id: number;
  follow: ATNState | null;
  parent: Frame | null;
}

interface Step {
  state: ATNState;
  stack: Frame;
  index: number;
  /** the outermost rule with a phrase that begins at this very token */
  cover: Frame | null;
}

const MAX_STEPS = 50_000;

/**
 * What could have stood at the place of an error. The grammar's automaton is walked from the last token that the parser
 * took, along all ways at once, as far as the tokens allow. Where the last way ends is the error, and the transitions
 * tried there are what was expected: whole rules in words where a rule would have begun there, else tokens. The server
 * does the same walk on the same automaton, so both name the same things.
 */
export function expectedAfter(attempt: Attempt): Expected {
  const walk = new Walk(attempt.types);
  const start = SluiceParser._ATN.ruleToStartState[SluiceParser.RULE_singleStatement]!;
  if (attempt.lastContext === null) walk.push(start, walk.bottom, 0, null);
  else walk.push(SluiceParser._ATN.states[attempt.lastState]!, walk.stackOf(attempt.lastContext), attempt.lastIndex, null);
  walk.run();
  return { index: walk.furthest, all: walk.all, candidates: [...walk.candidates.values()] };
}

class Walk {
  readonly bottom: Frame = { id: 0, follow: null, parent: null };
  furthest = 0;
  all = new Set<number>();
  candidates = new Map<string, Candidate>();
  readonly #types: number[];
  readonly #agenda: Step[] = [];
  readonly #visited = new Set<string>();
  readonly #frames = new Map<string, Frame>();

  constructor(types: number[]) {
    this.#types = types;
  }

  stackOf(context: ParserRuleContext): Frame {
    const follows: ATNState[] = [];
    for (let c: ParserRuleContext | null = context; c?.parent && c.invokingState >= 0; c = c.parent) {
      const call = SluiceParser._ATN.states[c.invokingState]!.transitions[0] as RuleTransition;
      follows.push(call.followState);
    }
    return follows.reverse().reduce<Frame>((stack, follow) => this.#frame(follow, stack), this.bottom);
  }

  push(state: ATNState, stack: Frame, index: number, cover: Frame | null): void {
    const key = `${state.stateNumber}:${stack.id}:${index}:${cover !== null}`;
    if (this.#visited.has(key)) return;
    this.#visited.add(key);
    this.#agenda.push({ state, stack, index, cover });
  }

  run(): void {
    for (let steps = 0; this.#agenda.length > 0 && steps < MAX_STEPS; steps++) {
      const step = this.#agenda.pop()!;
      if (step.state instanceof RuleStopState) {
        this.#leave(step);
        continue;
      }
      // backwards, since the agenda is a stack: candidates come out in the grammar's order
      for (let i = step.state.transitions.length - 1; i >= 0; i--) this.#follow(step, step.state.transitions[i]!);
    }
  }

  #frame(follow: ATNState, parent: Frame): Frame {
    const key = `${follow.stateNumber}:${parent.id}`;
    let frame = this.#frames.get(key);
    if (!frame) this.#frames.set(key, (frame = { id: this.#frames.size + 1, follow, parent }));
    return frame;
  }

  #leave(step: Step): void {
    const top = step.stack;
    if (top.follow && top.parent) this.push(top.follow, top.parent, step.index, step.cover === top ? null : step.cover);
  }

  #follow(step: Step, way: Transition): void {
    if (way instanceof RuleTransition) {
      const inside = this.#frame(way.followState, step.stack);
      const phrase = ruleInWords(way.target.ruleIndex);
      const covers = step.cover === null && phrase !== undefined;
      if (covers && phrase) this.#offer(step.index, { phrase, type: RULE });
      this.push(way.target, inside, step.index, covers ? inside : step.cover);
    } else if (way.isEpsilon) {
      this.push(way.target, step.stack, step.index, step.cover);
    } else {
      this.#take(step, way);
    }
  }

  #take(step: Step, way: Transition): void {
    this.#reach(step.index);
    const label = way.label?.toArray() ?? [];
    if (step.index === this.furthest) {
      for (const type of label) {
        this.all.add(type);
        if (step.cover === null) this.#offer(step.index, { phrase: phraseOf(type, way.target), type });
      }
    }
    const type = this.#types[step.index]!;
    if (type !== EOF && label.includes(type)) this.push(way.target, step.stack, step.index + 1, null);
  }

  #reach(index: number): void {
    if (index <= this.furthest) return;
    this.furthest = index;
    this.all = new Set();
    this.candidates = new Map();
  }

  #offer(index: number, candidate: Candidate): void {
    this.#reach(index);
    if (index === this.furthest && !this.candidates.has(candidate.phrase)) this.candidates.set(candidate.phrase, candidate);
  }
}

/** A word together with the words that must follow it: ONE ROW PER MATCH. */
function phraseOf(type: number, target: ATNState): string {
  let phrase = tokenInWords(type);
  let state = target;
  while (isKeyword(type) && state.transitions.length === 1) {
    const way = state.transitions[0]!;
    if (way.isEpsilon && !(way instanceof RuleTransition)) {
      state = way.target;
    } else if (!way.isEpsilon && way.label?.length === 1 && isKeyword(way.label.minElement)) {
      phrase += ` ${keyword(way.label.minElement)}`;
      state = way.target;
    } else {
      break;
    }
  }
  return phrase;
}
