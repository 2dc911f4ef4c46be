import { type CandidatesCollection, CodeCompletionCore } from 'antlr4-c3';
import type { BufferedTokenStream } from 'antlr4ng';
import { parserOf } from './attempt';
import { SluiceParser as P } from './gen/SluiceParser';
import { outline, type Outline } from './outline';
import { keyword } from './phrases';
import { isKeyword, nameOf, pieces, readWords, T, type Word } from './words';

export interface Names {
  streams: { name: string; columns: { name: string; type: string }[] }[];
  patterns: string[];
  functions: { name: string; kind: string; signature: string; description: string; example: string }[];
  types: string[];
}

export type Kind = 'stream' | 'column' | 'variable' | 'function' | 'keyword' | 'type' | 'pattern' | 'parameter' | 'alias';

export interface Option {
  label: string;
  kind: Kind;
  detail?: string;
  doc?: { signature: string; text: string; example: string };
  /** `|` is where the caret goes */
  insert?: string;
  rank: number;
}

export interface Completion {
  /** where the word begins that is being replaced */
  start: number;
  items: Option[];
}

const PREFERRED = new Set([
  P.RULE_streamRef,
  P.RULE_columnName,
  P.RULE_qualifier,
  P.RULE_variableRef,
  P.RULE_patternVariable,
  P.RULE_functionName,
  P.RULE_patternRef,
  P.RULE_objectRef,
  P.RULE_parameterRef,
  P.RULE_typeName,
  P.RULE_timeUnit,
  // names that the author invents: nothing is offered for them
  P.RULE_newStreamName,
  P.RULE_newPatternName,
  P.RULE_newColumnName,
  P.RULE_parameterName,
  P.RULE_columnAlias,
  P.RULE_aliasName,
  P.RULE_bareAlias,
  P.RULE_argumentName,
  P.RULE_assignedName,
  P.RULE_extractField,
  P.RULE_sizeUnit,
  P.RULE_propertyKey,
]);
const TIME_UNITS = [T.SECOND, T.MINUTE, T.HOUR, T.DAY, T.WEEK, T.MONTH, T.YEAR, T.MILLISECOND];

/** Words that more than one clause begins with. */
const STARTS_OF_SEVERAL = new Set([T.ONE]);

/** What can stand at the caret: the grammar says which kinds of things, the catalogue and the statement say which names. */
export function complete(text: string, caret: number, names: Names): Completion | null {
  const words = readWords(text);
  if (words.some(word => holdsText(word, caret))) return null;
  const list = pieces(words, text.length);
  const piece = list.find(candidate => caret >= candidate.start && caret <= candidate.end) ?? list.at(-1);
  if (!piece) return null;
  const touched = piece.words.find(word => word.start < caret && caret <= word.end && isWordLike(word));
  const start = touched?.start ?? caret;
  const before = piece.words.filter(word => word.end <= start && word !== touched);

  const types = before.map(word => word.type);
  const found = candidates(types);
  const at = before.length;
  const rules = new Set([...found.rules].filter(([, rule]) => rule.startTokenIndex === at).map(([rule]) => rule));
  const scope = outline(piece.words);
  const items = new Offers(names, scope, before);
  items.ofRules(rules);
  for (const [type, following] of found.tokens) {
    if (!isKeyword(type)) continue;
    const phrases = following.length > 0 ? [[type, ...following]] : shared(types, [type]);
    phrases.forEach(phrase => items.words(phrase));
  }
  return { start, items: items.list() };
}

function candidates(before: number[]): CandidatesCollection {
  const parser = parserOf([...before, T.IDENT]);
  (parser.tokenStream as BufferedTokenStream).fill();
  const core = new CodeCompletionCore(parser);
  core.preferredRules = PREFERRED;
  return core.collectCandidates(before.length);
}

/** Two ways on that begin alike (ONE ROW PER MATCH, ONE ROW PER LAST ROW) are told as the beginning alone: this reads on to where they part. */
function shared(before: number[], phrase: number[]): number[][] {
  if (!STARTS_OF_SEVERAL.has(phrase[0] as number)) return [phrase];
  const next = candidates([...before, ...phrase]);
  const tokens = [...next.tokens].filter(([type]) => isKeyword(type));
  const only = tokens[0];
  return tokens.length === 1 && only
    ? shared(before, [...phrase, only[0], ...only[1]])
    : tokens.map(([type, following]) => [...phrase, type, ...following]);
}

class Offers {
  readonly #names: Names;
  readonly #scope: Outline;
  readonly #before: Word[];
  readonly #items = new Map<string, Option>();

  constructor(names: Names, scope: Outline, before: Word[]) {
    this.#names = names;
    this.#scope = scope;
    this.#before = before;
  }

  list(): Option[] {
    return [...this.#items.values()];
  }

  ofRules(rules: Set<number>): void {
    const afterDot = this.#before.at(-1)?.type === T.DOT;
    if (afterDot) {
      const owner = this.#before.at(-2);
      if (owner) this.#columns(this.#streamsOf(nameOf(owner)), 9);
      return;
    }
    const expression = rules.has(P.RULE_functionName);
    if (rules.has(P.RULE_streamRef)) this.#names.streams.forEach(stream => this.#add({ label: stream.name, kind: 'stream', detail: 'stream', rank: 9 }));
    if (rules.has(P.RULE_patternRef)) this.#names.patterns.forEach(name => this.#add({ label: name, kind: 'pattern', detail: 'pattern', rank: 9 }));
    if (rules.has(P.RULE_objectRef)) {
      this.#names.streams.forEach(stream => this.#add({ label: stream.name, kind: 'stream', detail: 'stream', rank: 8 }));
      this.#names.patterns.forEach(name => this.#add({ label: name, kind: 'pattern', detail: 'pattern', rank: 8 }));
    }
    if (rules.has(P.RULE_variableRef) || rules.has(P.RULE_patternVariable)) this.#variables(10, false);
    if (rules.has(P.RULE_qualifier) && expression) this.#variables(8, true);
    if (rules.has(P.RULE_columnName)) {
      this.#columns(this.#scope.sources.map(source => source.stream), 6);
      if (this.#inSelectList()) this.#scope.measures.forEach(name => this.#add({ label: name, kind: 'column', detail: 'measure', rank: 8 }));
    }
    if (rules.has(P.RULE_parameterRef)) this.#scope.parameters.forEach(name => this.#add({ label: name, kind: 'parameter', detail: 'parameter', rank: 9 }));
    if (rules.has(P.RULE_typeName)) this.#names.types.forEach(type => this.#add({ label: type, kind: 'type', detail: 'type', rank: 9 }));
    if (rules.has(P.RULE_timeUnit)) TIME_UNITS.forEach((type, index) => this.#add({ label: keyword(type), kind: 'keyword', rank: 9 - index }));
    if (expression) this.#functions();
  }

  words(phrase: number[]): void {
    const label = phrase.filter(isKeyword).map(keyword).join(' ');
    this.#add({ label, kind: 'keyword', rank: 2 });
  }

  #variables(rank: number, dotted: boolean): void {
    for (const [name, stream] of this.#scope.variables) {
      this.#add({ label: name, kind: 'variable', detail: stream ? `variable on ${stream}` : 'variable', insert: dotted ? `${name}.|` : undefined, rank });
    }
  }

  #functions(): void {
    const inMatch = this.#scope.variables.size > 0 || this.#before.some(word => word.type === T.MATCH_RECOGNIZE);
    for (const fn of this.#names.functions) {
      if (fn.kind === 'match' && !inMatch) continue;
      this.#add({
        label: fn.name,
        kind: 'function',
        detail: fn.kind,
        doc: { signature: fn.signature, text: fn.description, example: fn.example },
        insert: /\(\s*\)/.test(fn.signature) ? `${fn.name}()` : `${fn.name}(|)`,
        rank: 4,
      });
    }
  }

  /** Columns of what a name before a dot means: a variable's stream, an alias, a stream. */
  #streamsOf(owner: string): string[] {
    const own = [...this.#scope.variables].find(([name]) => same(name, owner));
    if (own?.[1]) return [own[1]];
    const source = this.#scope.sources.find(candidate => same(candidate.alias ?? candidate.stream, owner) || same(candidate.stream, owner));
    return source && !own ? [source.stream] : this.#scope.sources.map(candidate => candidate.stream);
  }

  #columns(streams: string[], rank: number): void {
    for (const stream of this.#names.streams) {
      if (!streams.some(name => same(name, stream.name))) continue;
      for (const column of stream.columns) this.#add({ label: column.name, kind: 'column', detail: column.type, rank });
    }
  }

  #inSelectList(): boolean {
    const types = this.#before.map(word => word.type);
    return types.lastIndexOf(T.SELECT) > types.lastIndexOf(T.FROM);
  }

  #add(option: Option): void {
    const known = this.#items.get(option.label);
    if (!known || known.rank < option.rank) this.#items.set(option.label, option);
  }
}

function same(a: string, b: string): boolean {
  return a.toUpperCase() === b.toUpperCase();
}

/** Inside a string or a comment there is nothing to complete. */
function holdsText(word: Word, caret: number): boolean {
  switch (word.type) {
    case T.STRING:
    case T.BLOCK_COMMENT:
      return word.start < caret && caret < word.end;
    case T.LINE_COMMENT:
    case T.OPEN_STRING:
    case T.OPEN_COMMENT:
      return word.start < caret && caret <= word.end;
    default:
      return false;
  }
}

function isWordLike(word: Word): boolean {
  return word.type === T.IDENT || word.type === T.QUOTED || isKeyword(word.type);
}
