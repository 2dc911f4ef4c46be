import { isKeyword, readWords, T, type Word } from './words';

export interface Coloured {
  start: number;
  end: number;
  kind: 'keyword' | 'string' | 'number' | 'comment' | 'function' | 'variable' | 'type' | 'operator' | 'parameter' | 'strange';
}

const TYPES = new Set(
  'BOOLEAN INT INTEGER SMALLINT TINYINT BIGINT DOUBLE FLOAT REAL DECIMAL NUMERIC STRING VARCHAR CHAR TEXT TIMESTAMP DATE TIME ARRAY MAP'.split(' '),
);
// words that are functions when a bracket follows, whatever else they are
const CALLED = new Set([
  T.FIRST, T.LAST, T.NEXT, T.LEFT, T.RIGHT, T.MATCHES, T.CAST, T.EXTRACT, T.POSITION, T.SUBSTRING, T.TRIM, T.TRY_CAST,
]);

/** Colours from the same lexer that reads the statement, refined by the neighbours of a word. */
export function colours(text: string): Coloured[] {
  const words = readWords(text);
  const shown = words.filter(word => !word.hidden);
  const variables = patternVariables(shown);
  const coloured: Coloured[] = [];
  let at = 0;
  for (const word of words) {
    if (word.hidden) {
      if (word.type !== T.SPACE) coloured.push({ start: word.start, end: word.end, kind: 'comment' });
      continue;
    }
    const kind = kindOf(word, shown[at - 1], shown[at + 1], variables);
    if (kind) coloured.push({ start: word.start, end: word.end, kind });
    at += 1;
  }
  return coloured;
}

function kindOf(word: Word, before: Word | undefined, after: Word | undefined, variables: Variables): Coloured['kind'] | null {
  switch (word.type) {
    case T.STRING:
    case T.OPEN_STRING:
      return 'string';
    case T.INTEGER:
    case T.DECIMAL:
      return 'number';
    case T.OPEN_COMMENT:
      return 'comment';
    case T.STRANGE:
      return 'strange';
    case T.ARROW:
    case T.ARROW_ANY:
      return 'keyword';
  }
  const named = word.type === T.IDENT || word.type === T.QUOTED || isKeyword(word.type);
  if (!named) return word.type === T.COMMA || word.type === T.DOT ? null : 'operator';
  if (before?.type === T.COLON) return 'parameter';
  if (before?.type === T.DOT) return null;
  if (variables.names.has(word.text.toUpperCase()) && (after?.type === T.DOT || variables.places.has(word.start) || isDefined(before, after))) return 'variable';
  const called = after?.type === T.LPAREN;
  if (word.type === T.IDENT) {
    if (TYPES.has(word.text.toUpperCase()) && before && before.type !== T.DOT) return 'type';
    return called && before?.type !== T.STREAM ? 'function' : null;
  }
  if (word.type === T.QUOTED) return null;
  if (called && CALLED.has(word.type)) return 'function';
  if (TYPES.has(word.text.toUpperCase()) && before?.type === T.IDENT) return 'type';
  return 'keyword';
}

interface Variables {
  names: Set<string>;
  /** where they stand inside PATTERN ( ... ) */
  places: Set<number>;
}

/** `A` of `DEFINE A AS`, of `SKIP TO LAST A` and the like; the measure of a name that differs in case only is none. */
function isDefined(before: Word | undefined, after: Word | undefined): boolean {
  const ends = after?.type === T.AS || after?.type === T.ON;
  if (before?.type === T.DEFINE || before?.type === T.SUBSET) return true;
  if (before?.type === T.COMMA && ends) return true;
  return before?.type === T.TO || ((before?.type === T.FIRST || before?.type === T.LAST) && after?.type !== T.LPAREN);
}

/** The names inside PATTERN ( ... ) and where they stand. */
function patternVariables(words: Word[]): Variables {
  const variables: Variables = { names: new Set(), places: new Set() };
  let inPattern = 0;
  words.forEach((word, index) => {
    const next = words[index + 1];
    if (word.type === T.PATTERN && next?.type === T.LPAREN) {
      inPattern = 1;
      for (let i = index + 2; i < words.length && inPattern > 0; i++) {
        const inner = words[i]!;
        if (inner.type === T.LPAREN) inPattern++;
        else if (inner.type === T.RPAREN) inPattern--;
        else if (inner.type === T.IDENT) {
          variables.names.add(inner.text.toUpperCase());
          variables.places.add(inner.start);
        }
        else if (inner.type === T.DEFINE || inner.type === T.SEMICOLON) break;
      }
    }
  });
  return variables;
}
