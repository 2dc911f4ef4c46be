import { describe, expect, it } from 'vitest';
import { layoutAutomaton, timesInWords, type AutomatonIn, type Box } from './automatonLayout';

// A (B|C){2,4} (D (E)* G)? H with a NOT between G and H
const automaton: AutomatonIn = {
  states: [
    { id: 's', kind: 'start' },
    ...['A', 'B', 'C', 'D', 'E', 'G', 'H'].map(name => ({ id: name, kind: 'take' as const, var: name, condition: `${name}.x > 1` })),
    { id: 'end', kind: 'accept' },
  ],
  groups: [
    { id: 'g1', members: ['B', 'C'], min: 2, max: 4, greedy: true },
    { id: 'g2', members: ['D', 'E', 'G'], min: 0, max: 1, greedy: true },
    { id: 'g3', members: ['E'], min: 0, max: null, greedy: false },
    { id: 'g4', members: ['H'], min: 1, max: 1, greedy: true },
  ],
  edges: [
    { from: 's', to: 'A', gap: 'none' },
    { from: 'A', to: 'B', gap: 'none' },
    { from: 'A', to: 'C', gap: 'none' },
    { from: 'B', to: 'B', gap: 'none', group: 'g1' },
    { from: 'B', to: 'C', gap: 'none', group: 'g1' },
    { from: 'B', to: 'D', gap: 'next' },
    { from: 'C', to: 'D', gap: 'next' },
    { from: 'D', to: 'E', gap: 'none' },
    { from: 'E', to: 'E', gap: 'none', group: 'g3' },
    { from: 'E', to: 'G', gap: 'none' },
    { from: 'G', to: 'H', gap: 'any', not: ['N'] },
    { from: 'H', to: 'end', gap: 'none' },
  ],
};
const inside = (inner: Box, outer: Box) =>
  inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height;
const apart = (a: Box, b: Box) => a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

describe('the picture of an automaton', () => {
  const picture = layoutAutomaton(automaton);
  const box = (id: string) => picture.states.find(state => state.id === id)!;
  const group = (id: string) => picture.groups.find(candidate => candidate.id === id);

  it('shows each state once, none over another, all inside', () => {
    expect(picture.states).toHaveLength(9);
    picture.states.forEach((a, i) => picture.states.slice(i + 1).forEach(b => expect(apart(a, b)).toBe(true)));
    picture.states.forEach(state => expect(inside(state, { x: 0, y: 0, width: picture.width, height: picture.height })).toBe(true));
  });

  it('boxes a counted group, also one inside another, and no group that is taken once', () => {
    expect(group('g1')?.label).toBe('2 to 4');
    expect(group('g3')?.label).toBe('any number, as few as fit');
    expect(group('g4')).toBeUndefined();
    for (const id of ['B', 'C']) expect(inside(box(id), group('g1')!)).toBe(true);
    expect(inside(group('g3')!, group('g2')!)).toBe(true);
    expect(inside(box('H'), group('g2')!)).toBe(false);
  });

  it('leaves the edges of a loop to its counter', () => {
    expect(picture.edges).toHaveLength(9);
    expect(picture.edges.find(edge => edge.gap === 'any')?.label).toBe('no N');
  });

  it('runs from top to bottom', () => {
    expect(box('s').y).toBeLessThan(box('A').y);
    expect(box('H').y).toBeLessThan(box('end').y);
  });

  it('cuts a long condition and keeps the whole of it', () => {
    const long = 'A.amount > 100 AND A.country <> B.country AND A.approved IS TRUE';
    const cut = layoutAutomaton({ states: [{ id: 'a', kind: 'take', var: 'A', condition: long }], groups: [], edges: [] }).states[0]!;
    expect(cut.detail.length).toBeLessThan(40);
    expect(cut.full).toBe(long);
  });
});

describe('how often', () => {
  it.each([
    [1, 1, ''],
    [0, 1, 'optional'],
    [0, null, 'any number'],
    [1, null, '1 or more'],
    [3, 3, '3 times'],
    [2, 4, '2 to 4'],
    [0, 5, 'up to 5'],
  ])('%s to %s is told in words', (min, max, words) => expect(timesInWords(min as number, max as number | null)).toBe(words));
});
