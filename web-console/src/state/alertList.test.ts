import { describe, expect, it } from 'vitest';
import type { Alert, AlertPage } from '../wire';
import { AlertList, fits, NO_FILTER } from './alertList';
import { Ring } from './ring';

const alert = (offset: number, more: Partial<Alert> = {}): Alert => ({
  offset,
  id: `a${offset}`,
  kind: 'pattern',
  pattern: 'p',
  stream: 's',
  version: 1,
  time: new Date(offset * 1_000).toISOString(),
  raisedAt: new Date(offset * 1_000).toISOString(),
  key: { card: `c${offset % 3}` },
  row: {},
  matched: [],
  matchedTotal: 0,
  ...more,
});
const page = (offsets: number[], next: string | null = null): AlertPage => ({ items: offsets.map(offset => alert(offset)), next, epoch: 'e', head: 0 });
const offsets = (list: AlertList) => list.items.map(item => item.offset);

describe('the rows of the feed', () => {
  it('are the first page with what came live on top', () => {
    const list = new AlertList(NO_FILTER);
    list.first(page([5, 4, 3]));
    list.add([alert(6), alert(7)]);
    expect(offsets(list)).toEqual([7, 6, 5, 4, 3]);
  });

  it('hold an alert once, though it came live and in the page', () => {
    const list = new AlertList(NO_FILTER);
    list.add([alert(4), alert(5), alert(6)]);
    list.first(page([5, 4, 3]));
    list.add([alert(6), alert(7)]);
    expect(offsets(list)).toEqual([7, 6, 5, 4, 3]);
  });

  it('go on below with older pages', () => {
    const list = new AlertList(NO_FILTER);
    list.first(page([5, 4], 'c'));
    expect(list.canPage).toBe(true);
    list.older(page([4, 3, 2]));
    expect(offsets(list)).toEqual([5, 4, 3, 2]);
    expect(list.canPage).toBe(false);
  });

  it('wait during a pause and are all there after it', () => {
    const list = new AlertList(NO_FILTER);
    list.first(page([1, 0]));
    list.pause();
    expect(list.add([alert(2), alert(3)])).toBe(false);
    expect([offsets(list), list.held]).toEqual([[1, 0], 2]);
    list.resume();
    expect([offsets(list), list.held]).toEqual([[3, 2, 1, 0], 0]);
  });

  it('never hide a hole: a pause longer than the list starts a new one', () => {
    const list = new AlertList(NO_FILTER, 3);
    list.first(page([0]));
    list.pause();
    for (let i = 1; i <= 5; i++) list.add([alert(i)]);
    expect(list.held).toBe(5);
    list.resume();
    expect(offsets(list)).toEqual([5, 4, 3]);
    expect(list.trimmed).toBe(true);
  });

  it('are bounded, except for what the user asked for', () => {
    const list = new AlertList(NO_FILTER, 4);
    list.first(page([3, 2], 'c'));
    list.older(page([1, 0], 'd'));
    for (let i = 4; i < 20; i++) list.add([alert(i)]);
    expect(list.items).toHaveLength(6);
    expect(offsets(list)[0]).toBe(19);
    expect(list.trimmed).toBe(true);
    expect(list.nextCursor).toBeNull();
  });

  it('obey the filter', () => {
    const list = new AlertList({ ...NO_FILTER, pattern: 'p', key: 'c1' });
    list.add([alert(1), alert(2), alert(4), alert(7, { pattern: 'q' })]);
    expect(offsets(list)).toEqual([4, 1]);
  });
});

describe('a filter', () => {
  it('takes event times from the first moment up to, not with, the last', () => {
    const filter = { ...NO_FILTER, from: new Date(2_000).toISOString(), to: new Date(4_000).toISOString() };
    expect([1, 2, 3, 4].filter(offset => fits(alert(offset), filter))).toEqual([2, 3]);
  });

  it('tells queries from patterns', () => {
    const hit = alert(1, { kind: 'query', pattern: null, query: 'q1' });
    expect(fits(hit, { ...NO_FILTER, query: 'q1' })).toBe(true);
    expect(fits(hit, { ...NO_FILTER, pattern: 'q1' })).toBe(false);
  });
});

describe('a ring', () => {
  it('keeps the newest', () => {
    const ring = new Ring<number>(3);
    expect(ring.newestFirst()).toEqual([]);
    [1, 2].forEach(n => ring.push(n));
    expect(ring.oldestFirst()).toEqual([1, 2]);
    [3, 4, 5].forEach(n => ring.push(n));
    expect(ring.newestFirst()).toEqual([5, 4, 3]);
    expect(ring.newestFirst(2)).toEqual([5, 4]);
    expect(ring.size).toBe(3);
    ring.clear();
    expect(ring.newestFirst()).toEqual([]);
  });
});
