import { describe, expect, it } from 'vitest';
import { syntaxProblems } from '../lang/syntax';
import type { Alert, Pattern, Stats, Stream } from '../wire';
import { lineDiff } from './diff';
import { ago, cell, clock, columnsOf, count, duration, hues, keyText, rowText, shortClock, span } from './format';
import { chord } from './keys';
import { pieces } from './marked';
import { needsALook } from './needsALook';
import { Rates } from './rates';
import { sampleEvent, timed } from './sampleEvent';
import { TEMPLATES } from './templates';

const stream = (more: Partial<Stream> = {}): Stream => ({
  name: 'card_tx',
  statement: '',
  columns: [
    { name: 'tx_id', type: 'STRING' },
    { name: 'card', type: 'STRING' },
    { name: 'amount', type: 'DECIMAL(12,2)' },
    { name: 'ok', type: 'BOOLEAN' },
    { name: 'ts', type: 'TIMESTAMP(3)' },
  ],
  open: false,
  timeColumn: 'ts',
  watermarkDelayMs: 0,
  lateTo: null,
  retainMs: null,
  events: 0,
  late: 0,
  watermark: null,
  fedBy: [],
  readBy: [],
  nextOffset: 0,
  ...more,
});

describe('figures', () => {
  it('are short and exact where it counts', () => {
    expect([0, 7, 4812, 31_204, 1_843_021, 0.5, 2_400_000_000].map(count)).toEqual(['0', '7', '4,812', '31,204', '1.8M', '0.5', '2.4B']);
    expect(count(null)).toBe('–');
  });

  it('of time are read at a glance', () => {
    expect([38, 999, 4_200, 59_960, 487_000, 11_520_000, 187_200_000].map(duration)).toEqual(['38 ms', '999 ms', '4.2 s', '1 min', '8 min 7 s', '3 h 12 min', '2 d 4 h']);
    expect(duration(-4_200)).toBe('-4.2 s');
    expect(duration(null)).toBe('–');
  });

  it('of moments say how long ago', () => {
    expect(ago(1_000, 2_000)).toBe('just now');
    expect(ago(0, 12_400)).toBe('12 s ago');
    expect(ago(200_000, 20_000)).toBe('in 3 min');
    expect(ago(null)).toBe('–');
  });

  it('show the date only of another day', () => {
    const now = new Date(2026, 10, 22, 18, 0, 0);
    expect(clock(new Date(2026, 10, 22, 9, 5, 7).toISOString(), now)).toBe('09:05:07');
    expect(clock(new Date(2026, 0, 2, 9, 5, 7).toISOString(), now)).toBe('2026-01-02 09:05:07');
    expect(shortClock(new Date(2026, 0, 2, 9, 5, 7).toISOString(), now)).toBe('01-02 09:05');
    expect(shortClock(new Date(2026, 10, 22, 9, 5, 7).toISOString(), now)).toBe('09:05:07');
  });

  it('of a value never hide what it is', () => {
    expect([null, undefined, true, 1.5, 'x', { a: 1 }, [1, 2]].map(value => cell(value))).toEqual(['NULL', 'NULL', 'true', '1.5', 'x', '{"a":1}', '[1,2]']);
  });
});

describe('an alert', () => {
  const alert = {
    key: { card: 'c1', shop: 2 },
    row: { card: 'c1', n: 3, big: 9.5 },
    matched: [
      { var: 'B', time: '2026-01-01T00:10:00.000Z' },
      { var: 'A', time: '2026-01-01T00:00:00.000Z' },
    ],
  } as unknown as Alert;

  it('is told by its key and its measures, nothing twice', () => {
    expect(keyText(alert.key)).toBe('c1 · 2');
    expect(rowText(alert)).toEqual([{ name: 'n', value: '3' }, { name: 'big', value: '9.5' }]);
  });

  it('spans from its first to its last event', () => {
    expect(span(alert)?.ms).toBe(600_000);
    expect(span({ ...alert, matched: [] })).toBeNull();
  });

  it('shows first what differs, and leaves out what says nothing', () => {
    const event = (amount: number, time: string) => ({ time, event: { id: null, card: 'c1', kind: 'buy', amount, ts: time } });
    const matched = [event(1, '2026-01-01T00:00:00.000Z'), event(2, '2026-01-01T00:00:01.000Z')];
    expect(columnsOf({ ...alert, matched } as unknown as Alert)).toEqual(['amount', 'kind']);
  });

  it('colours each variable in order', () => {
    expect([...hues(['A', 'A', 'B', 'A'])]).toEqual([['A', 0], ['B', 1]]);
  });
});

describe('a template', () => {
  it.each(TEMPLATES.map(template => template.id))('%s is a statement without a problem, on any stream or none', id => {
    const template = TEMPLATES.find(candidate => candidate.id === id)!;
    const plain = stream({ name: 'beats', columns: [{ name: 'device', type: 'STRING' }, { name: 'at', type: 'TIMESTAMP(3)' }], timeColumn: 'at' });
    for (const on of [stream(), plain, null]) expect(syntaxProblems(template.write(on))).toEqual([]);
    expect(template.write(stream())).toContain('PARTITION BY card');
    expect(template.write(plain)).toContain('ORDER BY at');
  });
});

describe('the form for an event', () => {
  it('begins with a value of each type and the time of now', () => {
    const event = JSON.parse(sampleEvent(stream().columns, new Date(0)));
    expect(event).toEqual({ tx_id: '', card: '', amount: 1.5, ok: true, ts: '1970-01-01T00:00:00.000Z' });
  });
});

describe('a pasted document', () => {
  const now = new Date(0);
  it('gets a time where it has none, and is kept as it was written', () => {
    expect(timed('{ "id": 9007199254740993 }', 'ts', now)).toBe('{"ts":"1970-01-01T00:00:00.000Z", "id": 9007199254740993 }');
    expect(JSON.parse(timed('{}', 'ts', now))).toEqual({ ts: now.toISOString() });
    expect(timed('{"ts":5}', 'ts', now)).toBe('{"ts":5}');
    expect(timed('{"a":1}', null, now)).toBe('{"a":1}');
    expect(timed('[1]', 'ts', now)).toBe('[1]');
    expect(() => timed('{', 'ts', now)).toThrow(SyntaxError);
  });
});

describe('what needs a look', () => {
  const pattern = (more: Partial<Pattern>) => ({ name: 'p', errors: 0, dropped: 0, warnings: [], ...more }) as Pattern;

  it('is nothing when all is well', () => {
    expect(needsALook([pattern({})], [stream()], null)).toEqual([]);
  });

  it('puts the worst first', () => {
    const concerns = needsALook([pattern({ dropped: 1, name: 'd' })], [stream({ late: 14, lateTo: 'late_ones' })], { lagP99Ms: 4_000, patterns: { enabled: 1, disabled: 0 } } as Stats);
    expect(concerns.map(concern => concern.tone)).toEqual(['bad', 'warn', 'warn']);
    expect(concerns[0]!.text).toBe('1 partial match dropped at the limit.');
    expect(concerns[1]!.text).toBe('14 events came after the watermark and were sent to late_ones.');
  });
});

describe('the difference of two texts', () => {
  it('is told by lines', () => {
    expect(lineDiff('a\nb\nc', 'a\nx\nc\nd').map(line => `${line.kind[0]}${line.text}`)).toEqual(['sa', 'rb', 'ax', 'sc', 'ad']);
    expect(lineDiff('a', 'a')).toEqual([{ kind: 'same', text: 'a' }]);
  });
});

describe('rates', () => {
  it('come from two readings', () => {
    const rates = new Rates();
    expect(rates.read('s', 100, 0)).toBeNull();
    expect(rates.read('s', 150, 2_000)).toBe(25);
    expect(rates.read('s', 151, 2_100)).toBe(25);
    expect(rates.read('s', 0, 4_000)).toBe(0);
  });
});

describe('a key press', () => {
  const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
    chord({ key, code: `Key${key.toUpperCase()}`, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

  it('has one name, on every keyboard', () => {
    expect(press('j')).toBe('j');
    expect(press('?', { shiftKey: true })).toBe('?');
    expect(press('k', { metaKey: true })).toBe('Ctrl-k');
    expect(press('Ï', { altKey: true, shiftKey: true, code: 'KeyF' })).toBe('Alt-Shift-f');
    expect(press('F8', { shiftKey: true, code: 'F8' })).toBe('Shift-F8');
  });
});

describe('what was found in a text', () => {
  it('is marked, and the rest is never read as HTML', () => {
    expect(pieces('a <b>crude oil</b> and <i>more</i> <b>oil</b>')).toEqual([
      { text: 'a ', found: false },
      { text: 'crude oil', found: true },
      { text: ' and <i>more</i> ', found: false },
      { text: 'oil', found: true },
    ]);
    expect(pieces('1 <b 2')).toEqual([{ text: '1 <b 2', found: false }]);
    expect(pieces('open <b>end')).toEqual([
      { text: 'open ', found: false },
      { text: '<b>end', found: false },
    ]);
  });
});
