// The wire format as the console reads it: shapes of /v1 answers and of WebSocket frames, nothing else.
// Members that an answer may add later are ignored; times are RFC 3339 strings.

export type Json = null | boolean | number | string | Json[] | { [member: string]: Json };
export type JsonObject = { [member: string]: Json };

export interface Page<T> {
  items: T[];
  next: string | null;
}

export interface Edit {
  start: number;
  end: number;
  newText: string;
}

/** Offsets are UTF-16 units from 0, line and column count from 1. */
export interface Diagnostic {
  code: string;
  severity: 'error' | 'warning' | 'note';
  message: string;
  label: string;
  start: number;
  end: number;
  line: number;
  column: number;
  endColumn: number;
  notes: string[];
  help: string | null;
  edits: Edit[];
  text: string;
}

/** RFC 9457, the body of every answer that is not a success. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  instance?: string;
  code: string;
  requestId?: string;
  errors?: JsonObject[];
  retryAfterMs?: number;
}

export interface StatsTick {
  time: string;
  events: number;
  alerts: number;
}

export interface Stats {
  time: string;
  eventsTotal: number;
  alertsTotal: number;
  eventsPerSecond: number;
  alertsPerMinute: number;
  partialMatches: number;
  patterns: { enabled: number; disabled: number };
  streams: number;
  queries: number;
  websocketClients: number;
  lagP99Ms: number | null;
  history?: StatsTick[];
}

export interface Column {
  name: string;
  type: string;
  notNull?: boolean;
}

export interface Stream {
  name: string;
  statement: string;
  columns: Column[];
  open: boolean;
  timeColumn: string | null;
  watermarkDelayMs: number | null;
  lateTo: string | null;
  retainMs: number | null;
  events: number;
  late: number;
  watermark: string | null;
  fedBy: string[];
  readBy: string[];
  nextOffset: number;
}

export interface StreamEvent {
  offset: number;
  time: string;
  event: JsonObject;
}

export type PatternState = 'enabled' | 'disabled' | 'failed';

export interface Pattern {
  name: string;
  version: number;
  state: PatternState;
  /** Why it was stopped, where the state is failed. */
  failure?: string;
  statement: string;
  comment: string | null;
  target: { kind: 'alerts' } | { kind: 'stream'; stream: string };
  streams: string[];
  matches: number;
  partialMatches: number;
  keys: number;
  dropped: number;
  errors: number;
  /** The latest value that failed, or partial match that a limit ended, in words. */
  problem: string | null;
  createdAt: string;
  updatedAt: string;
  warnings: Diagnostic[];
}

export interface StoredQuery {
  id: string;
  stream: string;
  query: string;
  defaultField: string | null;
  title: string | null;
  level: string | null;
  tags: string[];
  createdAt: string;
  hits: number;
  /** Why it is tried on every event, if it is. */
  alwaysReason?: string;
  /** Estimated from a sample since the start of the server. */
  cost?: { candidates: number; matches: number; micros: number };
}

export interface QueryError {
  start?: number;
  end?: number;
  line?: number;
  column?: number;
  message: string;
  hint?: string | null;
}

export interface Percolated {
  results: PercolatedDocument[];
}

export interface PercolatedDocument {
  index: number;
  matches: string[];
  candidates: number;
  /** By query. */
  names?: Record<string, string[]>;
  scores?: Record<string, number>;
  /** By query and field, texts with what was found between <b> and </b>. */
  highlights?: Record<string, Record<string, string[]>>;
  explanations?: Record<string, ExplainedQuery>;
}

export interface ExplainedQuery {
  matches: boolean;
  candidate: boolean;
  anchors: { predicate: string; holds: boolean; frequency: number }[];
  tree: string[];
}

export interface MatchedEvent {
  var: string;
  stream: string;
  offset: number;
  time: string;
  event: JsonObject;
}

export interface Alert {
  offset: number;
  id: string;
  kind: 'pattern' | 'query';
  pattern: string | null;
  query?: string | null;
  stream: string;
  version: number | null;
  time: string;
  raisedAt: string;
  key: JsonObject;
  row: JsonObject;
  matched: MatchedEvent[];
  matchedTotal: number;
}

export interface AlertPage extends Page<Alert> {
  epoch: string;
  head: number;
}

export interface FunctionDoc {
  name: string;
  kind: 'scalar' | 'aggregate' | 'match';
  signature: string;
  description: string;
  example: string;
}

export interface Catalog {
  streams: { name: string; columns: Column[] }[];
  patterns: string[];
  functions: FunctionDoc[];
  types: string[];
  keywords: string[];
}

export interface Validation {
  valid: boolean;
  textVersion: number;
  diagnostics: Diagnostic[];
}

export interface AutomatonState {
  id: string;
  kind: 'start' | 'take' | 'accept';
  var?: string | null;
  condition?: string | null;
}

export interface AutomatonGroup {
  id: string;
  members: string[];
  min: number;
  max: number | null;
  greedy: boolean;
}

export interface AutomatonEdge {
  from: string;
  to: string;
  gap: 'none' | 'next' | 'any';
  not?: string[];
  group?: string | null;
}

export interface Automaton {
  states: AutomatonState[];
  groups: AutomatonGroup[];
  edges: AutomatonEdge[];
}

export interface Explanation {
  statement: string;
  words: string[];
  plan: string;
  program?: string | null;
  automaton?: Automaton | null;
  bounds?: { class: string; text: string } | null;
  finality?: string | null;
  warnings: Diagnostic[];
}

/** What stands at a state of the automaton, and what its row would move on; what the engine does not know is left out. */
export interface RunsState {
  id: string;
  var?: string;
  attempts?: number;
  partialMatches?: number | object;
  keys?: number;
  waiting?: number;
}

/** What a pattern has begun and not ended, at one moment. */
export interface Runs {
  pattern: string;
  version: number;
  state: PatternState;
  attempts?: number;
  keys: number;
  oldest?: string;
  states: RunsState[];
  topKeys: { key: JsonObject; attempts?: number; oldest: string }[];
  /** There was too much to look at: states and keys are those of a part. */
  partial: boolean;
}

export interface Position {
  epoch: string;
  offset: number;
}

export type ServerFrame =
  | { type: 'welcome'; session: string; heartbeatMs: number; epoch: string }
  | { type: 'subscribed'; id: string; epoch?: string; resumedFrom?: number; head?: number; recovered?: boolean }
  | { type: 'unsubscribed'; id: string }
  | { type: 'alert'; id: string; offset: number; data: { id: string; data: Alert } }
  | { type: 'metric'; id: string; data: Stats }
  | { type: 'gap'; id: string; from?: number; to?: number; reason?: string }
  | { type: 'lagged'; id: string; dropped: number }
  | { type: 'pong' }
  | { type: 'goodbye'; reason?: string; reconnectAfterMs?: number }
  | { type: 'error'; id?: string; code: string; message: string };

export type ClientFrame =
  | { type: 'subscribe'; id: string; channel: 'alerts'; from: 'now' | 'earliest' | Position; onLag: 'disconnect' | 'drop-oldest' }
  | { type: 'subscribe'; id: string; channel: 'stats' }
  | { type: 'unsubscribe'; id: string }
  | { type: 'ping' };

export const SUBPROTOCOL = 'sluice.v1+json';
