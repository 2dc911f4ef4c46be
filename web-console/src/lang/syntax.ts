import { readStatement } from './attempt';
import { expectedAfter, RULE, type Expected } from './expectations';
import { nearest } from './nearest';
import { keyword, tokenInWords } from './phrases';
import { EOF, isKeyword, pieces, readWords, T, type Piece, type Word } from './words';

/** The same members as a diagnostic of the server, as far as the browser can say them. */
export interface SyntaxProblem {
  code: string;
  severity: 'error';
  message: string;
  start: number;
  end: number;
  line: number;
  column: number;
  help: string | null;
  edits: { start: number; end: number; newText: string }[];
}

const SHOWN = 5;
const MAX_QUOTE = 40;
const OPERATORS = new Set([T.OR, T.AND, T.PLUS, T.MINUS, T.CONCAT, T.STAR, T.SLASH, T.PERCENT]);
/** Always possible behind a name, and never what is missing. */
const BEHIND_NAMES = new Set([T.DOT, T.LBRACKET, T.LPAREN]);
const UNCLOSED = new Set([T.OPEN_STRING, T.OPEN_QUOTED, T.OPEN_COMMENT]);

/**
 * The first error of each statement, in words, while one types. The server's answer, which knows names and types and
 * goes on behind an error, replaces this list a moment later.
 */
export function syntaxProblems(text: string): SyntaxProblem[] {
  const words = readWords(text);
  const open = words.find(word => UNCLOSED.has(word.type));
  const problems = pieces(words, text.length)
    .filter(piece => piece.words.length > 0 && (!open || piece.end <= open.start))
    .map(piece => problemOf(piece, text))
    .filter(problem => problem !== null);
  if (open) problems.push(notClosed(open, text));
  return problems;
}

function problemOf(piece: Piece, text: string): SyntaxProblem | null {
  const types = piece.words.map(word => word.type);
  const attempt = readStatement(types);
  if (attempt.ok) return null;
  const found = expectedAfter(attempt);
  return new Explainer(piece, text, types, found).problem();
}

class Explainer {
  readonly #piece: Piece;
  readonly #text: string;
  readonly #types: number[];
  readonly #found: Expected;
  readonly #index: number;

  constructor(piece: Piece, text: string, types: number[], found: Expected) {
    this.#piece = piece;
    this.#text = text;
    this.#types = types;
    this.#found = found;
    this.#index = found.index;
  }

  problem(): SyntaxProblem {
    return this.#doubleEquals() ?? this.#misspelled() ?? this.#misspelledBefore() ?? this.#oneSign() ?? this.#plain();
  }

  #plain(): SyntaxProblem {
    if (this.#index === 0) {
      return this.#make('P1002', `no statement begins with ${this.#described(0)}`, 0, {
        help: 'statements begin with SELECT, CREATE, INSERT, ALTER, DROP, SHOW, DESCRIBE, EXPLAIN, PAUSE, RESUME, REPLAY, DIFF or TEST',
      });
    }
    return this.#make('P1001', this.#expected(this.#found), this.#index);
  }

  #doubleEquals(): SyntaxProblem | null {
    const here = this.#word(this.#index);
    const before = this.#word(this.#index - 1);
    if (here?.type !== T.EQUAL || before?.type !== T.EQUAL || before.end !== here.start) return null;
    return this.#make('P1009', "'==' is not an operator", this.#index - 1, {
      end: here.end,
      help: "use a single '='",
      edits: [{ start: before.start, end: here.end, newText: '=' }],
    });
  }

  #misspelled(): SyntaxProblem | null {
    const type = this.#nearWord(this.#found, this.#index);
    if (type === null || !this.#readsFurther(this.#index, type)) return null;
    const message = this.#index === 0 ? this.#plain().message : this.#expected(this.#found);
    return this.#misspelling(message, this.#index, type);
  }

  /** A misspelled word is often read as a name, and the error shows one token later. */
  #misspelledBefore(): SyntaxProblem | null {
    const at = this.#index - 1;
    if (at < 0 || this.#types[at] !== T.IDENT) return null;
    const before = expectedAfter(readStatement([...this.#types.slice(0, at), T.STRANGE]));
    if (before.index !== at) return null;
    const type = this.#nearWord(before, at);
    if (type === null || !this.#readsFurther(at, type)) return null;
    return this.#misspelling(this.#expected(before), at, type);
  }

  #misspelling(message: string, at: number, type: number): SyntaxProblem {
    const word = this.#word(at)!;
    const right = keyword(type);
    return this.#make('P1003', message, at, {
      help: `did you mean '${right}'?`,
      edits: [{ start: word.start, end: word.end, newText: right }],
    });
  }

  /** One comma or bracket put in, after which the rest can be read. */
  #oneSign(): SyntaxProblem | null {
    if (this.#index === 0) return null;
    const before = this.#word(this.#index - 1)!;
    for (const [type, sign] of [[T.COMMA, ','], [T.RPAREN, ')']] as const) {
      if (!this.#found.all.has(type)) continue;
      const changed = [...this.#types.slice(0, this.#index), type, ...this.#types.slice(this.#index)];
      if (!this.#helps(changed, this.#index + 2)) continue;
      const missing = type === T.COMMA;
      return this.#make(
        missing ? 'P1005' : 'P1004',
        missing
          ? `missing ',' between ${this.#described(this.#index - 1)} and ${this.#described(this.#index)}`
          : `${this.#expected(this.#found)}`,
        this.#index,
        {
          help: missing ? `put ',' behind ${this.#described(this.#index - 1)}` : `put ')' before ${this.#described(this.#index)}`,
          edits: [{ start: before.end, end: before.end, newText: sign }],
        },
      );
    }
    return null;
  }

  #readsFurther(at: number, type: number): boolean {
    const changed = [...this.#types];
    changed[at] = type;
    return this.#helps(changed, this.#index + 1);
  }

  #helps(types: number[], index: number): boolean {
    const attempt = readStatement(types);
    return attempt.ok || expectedAfter(attempt).index >= index;
  }

  #nearWord(expected: Expected, at: number): number | null {
    const written = this.#word(at);
    if (!written || (written.type !== T.IDENT && !isKeyword(written.type))) return null;
    const byWord = new Map([...expected.all].filter(type => isKeyword(type) && type !== written.type).map(type => [keyword(type), type]));
    const near = nearest(written.text, byWord.keys());
    return near === null ? null : byWord.get(near)!;
  }

  #expected(found: Expected): string {
    const after = found.index > 0 ? ` after ${this.#described(found.index - 1)}` : '';
    return `expected ${choice(phrases(found), this.#word(found.index)?.text ?? '')}${after}, found ${this.#described(found.index)}`;
  }

  #word(index: number): Word | undefined {
    return this.#piece.words[index];
  }

  #described(index: number): string {
    const word = this.#word(index);
    if (!word) return this.#text[this.#piece.end] === ';' ? 'the end of the statement' : 'the end of the text';
    switch (word.type) {
      case T.STRING:
        return `the string ${shortened(word.text)}`;
      case T.INTEGER:
      case T.DECIMAL:
        return `the number ${shortened(word.text)}`;
      default:
        return `'${shortened(word.text)}'`;
    }
  }

  #make(code: string, message: string, at: number, more: { end?: number; help?: string; edits?: SyntaxProblem['edits'] } = {}): SyntaxProblem {
    const word = this.#word(at);
    const start = word?.start ?? this.#word(at - 1)?.end ?? this.#piece.start;
    return place(this.#text, { code, message, start, end: more.end ?? word?.end ?? start, help: more.help ?? null, edits: more.edits ?? [] });
  }
}

function notClosed(word: Word, text: string): SyntaxProblem {
  const [what, help] =
    word.type === T.OPEN_COMMENT
      ? ['this comment is not closed', 'put */ where it ends']
      : word.type === T.OPEN_STRING
        ? ['this string is not closed', "put ' at its end; inside a string a quote is written twice: ''"]
        : ['this name in double quotes is not closed', 'put " at its end; strings stand in single quotes: \'...\''];
  return place(text, { code: 'P1007', message: what!, start: word.start, end: word.start + (word.type === T.OPEN_COMMENT ? 2 : 1), help: help!, edits: [] });
}

function place(text: string, problem: Omit<SyntaxProblem, 'severity' | 'line' | 'column'>): SyntaxProblem {
  const before = text.slice(0, problem.start);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { ...problem, severity: 'error', line: before.split('\n').length, column: problem.start - lineStart + 1 };
}

function phrases(found: Expected): string[] {
  const operators = found.candidates.some(candidate => candidate.type === T.OR);
  const list = new Set<string>();
  for (const { phrase, type } of found.candidates) {
    const implied = operators && type !== RULE && (OPERATORS.has(type) || BEHIND_NAMES.has(type));
    if (type !== EOF && !implied && phrase !== 'an operator') list.add(phrase);
  }
  if (operators) list.add('an operator');
  if (found.candidates.some(candidate => candidate.type === EOF)) list.add(tokenInWords(EOF));
  if (list.size === 0) found.candidates.forEach(candidate => list.add(candidate.phrase));
  return [...list];
}

function choice(all: string[], written: string): string {
  if (all.length <= SHOWN) return joined(all);
  const near = nearest(written, all.map(phrase => phrase.split(' ')[0]!));
  const shown = all.filter(phrase => phrase.split(' ')[0] === near).slice(0, 1);
  for (const phrase of all) if (shown.length < SHOWN - 1 && !shown.includes(phrase)) shown.push(phrase);
  return `${shown.join(', ')} or ${all.length - shown.length} others`;
}

function joined(list: string[]): string {
  if (list.length === 0) return 'something else';
  return list.length === 1 ? list[0]! : `${list.slice(0, -1).join(', ')} or ${list.at(-1)}`;
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= MAX_QUOTE ? line : `${[...line].slice(0, MAX_QUOTE - 3).join('')}...`;
}
