import { describe, expect, it } from 'vitest';
import { colours } from './colours';
import { complete, type Names } from './complete';

const names: Names = {
  streams: [
    { name: 'card_tx', columns: [{ name: 'card', type: 'STRING' }, { name: 'amount', type: 'DOUBLE' }, { name: 'ts', type: 'TIMESTAMP(3)' }] },
    { name: 'auth', columns: [{ name: 'user_id', type: 'STRING' }, { name: 'ok', type: 'BOOLEAN' }] },
  ],
  patterns: ['velocity'],
  functions: [
    { name: 'COUNT', kind: 'aggregate', signature: 'COUNT(x)', description: 'How many.', example: 'COUNT(A.*)' },
    { name: 'ABS', kind: 'scalar', signature: 'ABS(x)', description: 'Without its sign.', example: 'ABS(-1)' },
    { name: 'MATCH_NUMBER', kind: 'match', signature: 'MATCH_NUMBER()', description: 'Counts matches.', example: '' },
  ],
  types: ['STRING', 'DOUBLE', 'BIGINT', 'TIMESTAMP(3)'],
};

/** Completes at the bar; `labels` are all that is offered, `start` what is replaced. */
function at(marked: string) {
  const caret = marked.indexOf('¦');
  const found = complete(marked.replace('¦', ''), caret, names);
  const items = found?.items ?? [];
  return {
    start: found?.start,
    all: items.map(item => item.label),
    of: (kind: string) => items.filter(item => item.kind === kind).map(item => item.label),
    item: (label: string) => items.find(item => item.label === label),
  };
}

const MATCH = 'SELECT * FROM card_tx MATCH_RECOGNIZE (PARTITION BY card ORDER BY ts ';

describe('completion offers', () => {
  it('streams behind FROM, and nothing that cannot stand there', () => {
    const found = at('SELECT * FROM ¦');
    expect(found.of('stream')).toEqual(['card_tx', 'auth']);
    expect(found.of('column')).toEqual([]);
    expect(found.of('function')).toEqual([]);
  });

  it('the same while the word is being written', () => {
    const found = at('SELECT * FROM car¦');
    expect(found.of('stream')).toContain('card_tx');
    expect(found.start).toBe(14);
  });

  it('columns of the stream in a condition', () => {
    const found = at('SELECT * FROM card_tx WHERE ¦');
    expect(found.of('column')).toEqual(['card', 'amount', 'ts']);
    expect(found.of('function')).toEqual(['COUNT', 'ABS']);
  });

  it('columns although FROM comes later', () => {
    expect(at('SELECT ¦ FROM auth').of('column')).toEqual(['user_id', 'ok']);
  });

  it('clauses of MATCH_RECOGNIZE', () => {
    const found = at(`${MATCH}¦`);
    expect(found.of('keyword')).toEqual(expect.arrayContaining(['MEASURES', 'ONE ROW PER MATCH', 'ONE ROW PER LAST ROW', 'PATTERN']));
  });

  it('variables of DEFINE inside PATTERN', () => {
    const found = at(`${MATCH} PATTERN (PROBE ¦) DEFINE PROBE AS PROBE.amount < 2, BIG AS BIG.amount > 5)`);
    expect(found.of('variable')).toEqual(expect.arrayContaining(['PROBE', 'BIG']));
    expect(found.of('column')).toEqual([]);
  });

  it('variables of PATTERN inside DEFINE', () => {
    expect(at(`${MATCH} PATTERN (PROBE{3,} BIG) DEFINE ¦`).of('variable')).toEqual(['PROBE', 'BIG']);
  });

  it('columns behind a variable and a dot', () => {
    const found = at(`${MATCH} PATTERN (A B) DEFINE B AS B.¦`);
    expect(found.all).toEqual(['card', 'amount', 'ts']);
    expect(found.item('amount')?.detail).toBe('DOUBLE');
  });

  it('columns of the very stream that a variable is defined on', () => {
    const text = 'SELECT * FROM MERGE (card_tx, auth) MATCH_RECOGNIZE (PARTITION BY k ORDER BY ts PATTERN (A -> B) DEFINE A ON auth AS A.¦';
    expect(at(text).all).toEqual(['user_id', 'ok']);
  });

  it('functions of a match only where a match is', () => {
    expect(at(`${MATCH} MEASURES ¦`).of('function')).toContain('MATCH_NUMBER');
    expect(at('SELECT ¦ FROM card_tx').of('function')).not.toContain('MATCH_NUMBER');
  });

  it('a function with its documentation and the caret in the brackets', () => {
    const item = at('SELECT ¦').item('ABS');
    expect(item?.insert).toBe('ABS(|)');
    expect(item?.doc?.text).toBe('Without its sign.');
    expect(at(`${MATCH} MEASURES ¦`).item('MATCH_NUMBER')?.insert).toBe('MATCH_NUMBER()');
  });

  it('time units behind the number of an interval', () => {
    expect(at(`${MATCH} PATTERN (A) WITHIN INTERVAL '10' ¦`).of('keyword').slice(0, 3)).toEqual(['SECOND', 'MINUTE', 'HOUR']);
  });

  it('types for a column', () => {
    expect(at('CREATE STREAM s (a ¦').of('type')).toContain('DOUBLE');
  });

  it('parameters behind a colon', () => {
    expect(at('CREATE PATTERN p (small DOUBLE DEFAULT 2.0, big DOUBLE DEFAULT 9) AS SELECT * FROM card_tx WHERE amount < :¦').of('parameter')).toEqual(['small', 'big']);
  });

  it('patterns to drop', () => {
    expect(at('DROP PATTERN ¦').of('pattern')).toEqual(['velocity']);
  });

  it('measures in the list of the outer SELECT', () => {
    expect(at(`SELECT ¦ FROM card_tx MATCH_RECOGNIZE (PARTITION BY card ORDER BY ts MEASURES COUNT(A.*) AS probes PATTERN (A) DEFINE A AS TRUE)`).of('column')).toContain('probes');
  });

  it('nothing inside a string or a comment', () => {
    expect(at("SELECT * FROM card_tx WHERE card = 'a¦b'").all).toEqual([]);
    expect(at('SELECT * FROM card_tx -- WHERE ¦').all).toEqual([]);
  });

  it('nothing that invents a name', () => {
    expect(at('CREATE PATTERN ¦').of('stream')).toEqual([]);
    expect(at('CREATE PATTERN ¦').of('keyword')).not.toContain('SELECT');
  });

  it('something at most places of a statement, in little time', () => {
    const text = `${MATCH} MEASURES COUNT(A.*) AS n PATTERN (A{3,} -> B) WITHIN INTERVAL '10' MINUTE DEFINE A AS A.amount < 2, B AS B.amount > 5)`;
    const started = performance.now();
    let offered = 0;
    for (let caret = 0; caret < text.length; caret++) if (complete(text, caret, names)?.items.length) offered++;
    expect(offered / text.length).toBeGreaterThan(0.6);
    expect((performance.now() - started) / text.length).toBeLessThan(250);
  });
});

describe('colours', () => {
  const kinds = (text: string) => colours(text).map(part => `${text.slice(part.start, part.end)}:${part.kind}`);

  it('tell words, variables, functions and types apart', () => {
    expect(kinds('SELECT COUNT(A.x) FROM s')).toEqual(expect.arrayContaining(['SELECT:keyword', 'COUNT:function', 'FROM:keyword']));
    expect(kinds("PATTERN (A B) DEFINE A AS A.x > 1 -- why")).toEqual(
      expect.arrayContaining(['A:variable', 'B:variable', 'DEFINE:keyword', '1:number', '-- why:comment']),
    );
    expect(kinds('CREATE STREAM s (a DOUBLE)')).toContain('DOUBLE:type');
  });

  it('are in order and do not overlap, whatever the text', () => {
    for (const text of ["SELECT '🦀' || \"x\" /* open", '?? ! § {- A -}', "a'b"]) {
      let last = 0;
      for (const part of colours(text)) {
        expect(part.start).toBeGreaterThanOrEqual(last);
        expect(part.end).toBeGreaterThan(part.start);
        last = part.end;
      }
      expect(last).toBeLessThanOrEqual(text.length);
    }
  });
});
