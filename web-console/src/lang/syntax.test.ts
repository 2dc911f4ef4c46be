import { describe, expect, it } from 'vitest';
import { keyword } from './phrases';
import { syntaxProblems } from './syntax';
import { T } from './words';

const CARD_TESTING = `CREATE PATTERN card_testing AS
SELECT card, probes, loss
FROM card_tx MATCH_RECOGNIZE (
  PARTITION BY card
  ORDER BY ts
  MEASURES COUNT(PROBE.*) AS probes, BIG.amount AS loss
  ONE ROW PER MATCH
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (RELAXED(PROBE{3,}) -> BIG) WITHIN INTERVAL '10' MINUTE
  DEFINE PROBE AS PROBE.amount < 2,
         BIG   AS BIG.amount > 200
) AS m`;

const only = (text: string) => {
  const problems = syntaxProblems(text);
  expect(problems).toHaveLength(1);
  return problems[0]!;
};

describe('a statement that is right', () => {
  it('has no problem', () => {
    expect(syntaxProblems(CARD_TESTING)).toEqual([]);
    expect(syntaxProblems('')).toEqual([]);
    expect(syntaxProblems('-- nothing but words\n')).toEqual([]);
    expect(syntaxProblems(`CREATE STREAM s (a STRING, ts TIMESTAMP(3), WATERMARK FOR ts AS ts);\n${CARD_TESTING};`)).toEqual([]);
  });
});

describe('a problem', () => {
  it('of a misspelled clause names the word and brings the cure', () => {
    const text = CARD_TESTING.replace('WITHIN', 'WITHIM');
    const problem = only(text);
    expect(problem.help).toBe("did you mean 'WITHIN'?");
    expect(problem.message).toContain("found 'WITHIM'");
    expect(text.slice(problem.start, problem.end)).toBe('WITHIM');
    expect([problem.line, problem.column]).toEqual([9, 39]);
    expect(problem.edits).toEqual([{ start: problem.start, end: problem.end, newText: 'WITHIN' }]);
  });

  it('that shows one word later is put where it was made', () => {
    const text = 'SELECT card FORM card_tx';
    const problem = only(text);
    expect(text.slice(problem.start, problem.end)).toBe('FORM');
    expect(problem.help).toBe("did you mean 'FROM'?");
  });

  it('of a missing operand asks for an expression', () => {
    const problem = only('SELECT * FROM s WHERE amount < < 2');
    expect(problem.message).toBe("expected an expression after '<', found '<'");
  });

  it('at the end of the text says so', () => {
    const problem = only('SELECT amount FROM');
    expect(problem.message).toContain("expected a stream name");
    expect(problem.message).toContain("after 'FROM', found the end of the text");
    expect([problem.start, problem.end]).toEqual([18, 18]);
  });

  it('of two equals signs is told in our own words', () => {
    const problem = only('SELECT * FROM s WHERE amount == 3');
    expect(problem.message).toBe("'==' is not an operator");
    expect(problem.edits).toEqual([{ start: 29, end: 31, newText: '=' }]);
  });

  it('of a forgotten comma says between what', () => {
    const text = 'SELECT a, b FROM s GROUP BY a b';
    expect(only(text).message.length).toBeGreaterThan(0);
    const list = only(CARD_TESTING.replace('probes, BIG', 'probes BIG'));
    expect(list.message).toBe("missing ',' between 'probes' and 'BIG'");
    expect(list.edits[0]!.newText).toBe(',');
  });

  it('of an unknown beginning lists the statements', () => {
    const problem = only('SELCT * FROM s');
    expect(problem.help).toBe("did you mean 'SELECT'?");
    expect(only('hello world').message).toBe("no statement begins with 'hello'");
  });

  it('of an open string stands at its quote', () => {
    const problem = only("SELECT * FROM s WHERE a = 'x");
    expect(problem.message).toBe('this string is not closed');
    expect([problem.start, problem.end]).toEqual([26, 27]);
  });

  it('counts UTF-16 units behind an emoji', () => {
    const text = "SELECT '🦀🦀' FORM s";
    const problem = only(text);
    expect(text.slice(problem.start, problem.end)).toBe('FORM');
    expect(problem.column).toBe(problem.start + 1);
  });

  it('in one statement does not reach the next', () => {
    const problems = syntaxProblems('SELECT FROM s; SELECT * FROM t; SELECT * FORM u');
    expect(problems.map(problem => problem.line)).toEqual([1, 1]);
  });
});

describe('messages', () => {
  // every prefix and many mutations of a real statement: whatever is typed, nobody may see the names of tokens or rules
  it('never show a name of the grammar', () => {
    const shown: string[] = [];
    for (let end = 0; end < CARD_TESTING.length; end += 5) shown.push(...syntaxProblems(CARD_TESTING.slice(0, end)).map(p => p.message));
    const words = CARD_TESTING.split(/(\s+)/);
    words.forEach((_word, index) => {
      shown.push(...syntaxProblems(words.filter((_, at) => at !== index).join('')).map(p => p.message));
    });
    expect(shown.length).toBeGreaterThan(80);
    for (const message of shown) {
      expect(message).not.toMatch(/SKIP_KW|EOF|IDENT\b|QUOTED|LPAREN|ARROW_|[a-z]+(Ref|Name|Clause|Expression|Literal)\b/);
      expect(message).not.toMatch(/''|undefined|null/);
    }
  });

  it('stand at a place of the text', () => {
    for (let end = 0; end < CARD_TESTING.length; end += 5) {
      const text = CARD_TESTING.slice(0, end);
      for (const problem of syntaxProblems(text)) {
        expect(problem.start).toBeGreaterThanOrEqual(0);
        expect(problem.end).toBeGreaterThanOrEqual(problem.start);
        expect(problem.end).toBeLessThanOrEqual(text.length);
        expect(text.split('\n').length).toBeGreaterThanOrEqual(problem.line);
      }
    }
  });

  it('call every keyword by how it is written', () => {
    for (let type = T.ADVANCE; type <= T.ZONE; type++) expect(keyword(type)).toMatch(/^[A-Z_]+$/);
    expect(keyword(T.SKIP_KW)).toBe('SKIP');
  });
});
