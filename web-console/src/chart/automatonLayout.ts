import { Graph, layout } from '@dagrejs/dagre';

export interface StateIn {
  id: string;
  kind: 'start' | 'take' | 'accept';
  var?: string | null;
  condition?: string | null;
}

export interface GroupIn {
  id: string;
  members: string[];
  min: number;
  max: number | null;
  greedy: boolean;
}

export interface EdgeIn {
  from: string;
  to: string;
  gap: 'none' | 'next' | 'any';
  not?: string[];
  group?: string | null;
}

export interface AutomatonIn {
  states: StateIn[];
  groups: GroupIn[];
  edges: EdgeIn[];
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface StateBox extends Box {
  id: string;
  kind: StateIn['kind'];
  title: string;
  /** the condition, cut to what fits; the whole text is the tooltip */
  detail: string;
  full: string;
}

export interface GroupBox extends Box {
  id: string;
  label: string;
}

export interface EdgePath {
  path: string;
  gap: EdgeIn['gap'];
  label: string;
  labelAt: { x: number; y: number };
}

export interface Picture {
  width: number;
  height: number;
  states: StateBox[];
  groups: GroupBox[];
  edges: EdgePath[];
}

const CHARACTER = 6.7;
const DETAIL_CHARACTERS = 34;

/** `3 or more`, `2 to 4`, `optional`: how often a group is taken. Empty for exactly once. */
export function timesInWords(min: number, max: number | null): string {
  if (min === 1 && max === 1) return '';
  if (min === 0 && max === 1) return 'optional';
  if (min === 0 && max === null) return 'any number';
  if (max === null) return `${min} or more`;
  if (min === 0) return `up to ${max}`;
  return min === max ? `${min} times` : `${min} to ${max}`;
}

/**
 * Places the automaton from top to bottom. A counted group is a box with its counter and is never unrolled, so the
 * edges back to its own beginning are left out: the counter says them.
 */
export function layoutAutomaton(automaton: AutomatonIn): Picture {
  const graph = new Graph({ compound: true, multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 34, ranksep: 38, edgesep: 16, marginx: 14, marginy: 10 });
  graph.setDefaultEdgeLabel(() => ({}));

  const boxes = new Map<string, StateBox>();
  for (const state of automaton.states) {
    const full = state.condition ?? '';
    const detail = state.kind === 'take' ? cut(full) : '';
    const title = state.kind === 'take' ? (state.var ?? state.id) : state.kind === 'start' ? 'start' : 'match';
    const width = state.kind === 'take' ? Math.max(title.length * 8 + 28, detail.length * CHARACTER + 24, 84) : 64;
    const height = state.kind === 'take' ? (detail ? 46 : 32) : 26;
    boxes.set(state.id, { id: state.id, kind: state.kind, title, detail, full, x: 0, y: 0, width, height });
    graph.setNode(state.id, { width, height });
  }
  const shown = automaton.groups.filter(group => timesInWords(group.min, group.max) !== '' && group.members.length > 0);
  for (const group of shown) graph.setNode(group.id, {});
  const ids = new Set(shown.map(group => group.id));
  for (const group of shown) {
    const outer = innermost(shown.filter(other => other !== group && contains(other, group)));
    if (outer) graph.setParent(group.id, outer.id);
  }
  for (const state of automaton.states) {
    const inner = innermost(shown.filter(group => group.members.includes(state.id)));
    if (inner) graph.setParent(state.id, inner.id);
  }
  const edges = automaton.edges.filter(edge => !isLoop(edge, ids) && boxes.has(edge.from) && boxes.has(edge.to));
  edges.forEach((edge, index) => {
    const label = edgeLabel(edge);
    graph.setEdge(edge.from, edge.to, label ? { width: label.length * CHARACTER + 8, height: 16, labelpos: 'c' } : {}, String(index));
  });
  layout(graph);

  for (const box of boxes.values()) {
    const placed = graph.node(box.id) as { x: number; y: number };
    box.x = placed.x - box.width / 2;
    box.y = placed.y - box.height / 2;
  }
  const groups = shown.map(group => {
    const placed = graph.node(group.id) as { x: number; y: number; width: number; height: number };
    return {
      id: group.id,
      label: timesInWords(group.min, group.max) + (group.greedy ? '' : ', as few as fit'),
      x: placed.x - placed.width / 2,
      y: placed.y - placed.height / 2,
      width: placed.width,
      height: placed.height,
    };
  });
  const paths = edges.map((edge, index) => {
    const placed = graph.edge({ v: edge.from, w: edge.to, name: String(index) }) as {
      points: { x: number; y: number }[];
      x?: number;
      y?: number;
    };
    const middle = placed.points[Math.floor(placed.points.length / 2)] ?? { x: 0, y: 0 };
    return {
      path: smooth(placed.points),
      gap: edge.gap,
      label: edgeLabel(edge),
      labelAt: { x: placed.x ?? middle.x, y: placed.y ?? middle.y },
    };
  });
  const all: Box[] = [...boxes.values(), ...groups];
  const right = Math.max(...all.map(box => box.x + box.width), ...paths.map(edge => edge.labelAt.x + edge.label.length * CHARACTER * 0.5));
  return {
    width: right + 14,
    height: Math.max(...all.map(box => box.y + box.height)) + 12,
    states: [...boxes.values()],
    groups,
    edges: paths,
  };
}

function isLoop(edge: EdgeIn, shown: Set<string>): boolean {
  return edge.from === edge.to || (edge.group !== undefined && edge.group !== null && shown.has(edge.group));
}

function edgeLabel(edge: EdgeIn): string {
  return edge.not?.length ? `no ${edge.not.join(', ')}` : '';
}

function contains(outer: GroupIn, inner: GroupIn): boolean {
  return outer.members.length > inner.members.length && inner.members.every(member => outer.members.includes(member));
}

function innermost(groups: GroupIn[]): GroupIn | undefined {
  return groups.reduce<GroupIn | undefined>((best, group) => (!best || group.members.length < best.members.length ? group : best), undefined);
}

function cut(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= DETAIL_CHARACTERS ? line : `${line.slice(0, DETAIL_CHARACTERS - 1)}…`;
}

function smooth(points: { x: number; y: number }[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M${first.x},${first.y}`;
  for (let i = 0; i < rest.length - 1; i++) {
    const here = rest[i]!;
    const next = rest[i + 1]!;
    const end = i === rest.length - 2 ? next : { x: (here.x + next.x) / 2, y: (here.y + next.y) / 2 };
    path += ` Q${here.x},${here.y} ${end.x},${end.y}`;
  }
  if (rest.length === 1) path += ` L${rest[0]!.x},${rest[0]!.y}`;
  return path;
}
