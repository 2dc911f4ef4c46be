import type {
  Alert,
  AlertPage,
  Catalog,
  Explanation,
  JsonObject,
  Page,
  Pattern,
  PatternState,
  Percolated,
  Problem,
  Runs,
  Stats,
  StoredQuery,
  Stream,
  StreamEvent,
  Validation,
} from '../wire';
import { parseJson } from './json';

/** The server answered, and the answer is no. */
export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.name = 'ApiError';
    this.problem = problem;
  }
}

/** No answer at all: the server is down, restarting, or out of reach. */
export class ServerAway extends Error {
  constructor() {
    super('The server does not answer.');
    this.name = 'ServerAway';
  }
}

export interface Versioned<T> {
  value: T;
  etag: string | null;
}

export interface AlertQuery {
  pattern?: string | null;
  query?: string | null;
  key?: string | null;
  from?: string | null;
  to?: string | null;
  limit?: number;
  cursor?: string | null;
}

type Fetch = typeof fetch;

interface Call {
  body?: unknown;
  text?: string;
  contentType?: string;
  ifMatch?: string;
  signal?: AbortSignal;
}

const name = encodeURIComponent;

function search(values: object): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined && value !== null && value !== '') query.set(key, String(value));
  }
  const text = query.toString();
  return text ? `?${text}` : '';
}

/** The REST half of the wire: one method a route, typed, errors as ApiError or ServerAway. */
export class Api {
  readonly #fetch: Fetch;

  constructor(fetcher: Fetch = (input, init) => fetch(input, init)) {
    this.#fetch = fetcher;
  }

  stats = () => this.#get<Stats>('/v1/stats');
  catalog = () => this.#get<Catalog>('/v1/catalog');

  streams = () => this.#all<Stream>('/v1/streams');
  stream = (s: string) => this.#get<Stream>(`/v1/streams/${name(s)}`);
  createStream = (statement: string) => this.#value<Stream>('POST', '/v1/streams', { body: { statement } });
  deleteStream = (s: string) => this.#value<void>('DELETE', `/v1/streams/${name(s)}`);
  newestEvents = (s: string, limit: number) =>
    this.#get<Page<StreamEvent>>(`/v1/streams/${name(s)}/events${search({ order: 'desc', limit })}`);
  publish = (s: string, json: string) =>
    this.#value<JsonObject>('POST', `/v1/streams/${name(s)}/events`, { text: json, contentType: 'application/json' });

  patterns = () => this.#all<Pattern>('/v1/patterns');
  runs = (p: string) => this.#value<Runs>('GET', `/v1/patterns/${name(p)}/runs`);
  pattern = (p: string) => this.#call<Pattern>('GET', `/v1/patterns/${name(p)}`, {});
  createPattern = (statement: string, state: PatternState) =>
    this.#call<Pattern>('POST', '/v1/patterns', { body: { statement, state } });
  updatePattern = (p: string, statement: string, etag: string) =>
    this.#call<Pattern>('PUT', `/v1/patterns/${name(p)}`, { body: { statement }, ifMatch: etag });
  setPatternState = (p: string, state: PatternState) =>
    this.#call<Pattern>('PUT', `/v1/patterns/${name(p)}/state`, { body: { state } });
  deletePattern = (p: string) => this.#value<void>('DELETE', `/v1/patterns/${name(p)}`);

  queries = () => this.#all<StoredQuery>('/v1/queries');
  putQuery = (id: string, body: { stream: string; query: string; defaultField?: string }) =>
    this.#value<StoredQuery>('PUT', `/v1/queries/${name(id)}`, { body });
  deleteQuery = (id: string) => this.#value<void>('DELETE', `/v1/queries/${name(id)}`);
  percolate = (stream: string, documentJson: string) =>
    this.#percolated(stream, documentJson, '"highlight":true,"names":true,"score":true');
  whyFits = (stream: string, documentJson: string, id: string) =>
    this.#percolated(stream, documentJson, `"limit":1,"explain":[${JSON.stringify(id)}]`);
  #percolated = (stream: string, documentJson: string, wanted: string) =>
    this.#value<Percolated>('POST', '/v1/percolate', {
      text: `{"stream":${JSON.stringify(stream)},${wanted},"document":${documentJson}}`,
      contentType: 'application/json',
    });

  alerts = (query: AlertQuery) => this.#get<AlertPage>(`/v1/alerts${search(query)}`);
  alert = (id: string) => this.#get<Alert>(`/v1/alerts/${name(id)}`);

  validate = (text: string, textVersion: number, signal?: AbortSignal) =>
    this.#value<Validation>('POST', '/v1/validate', { body: { text, textVersion }, signal });
  explain = (text: string, signal?: AbortSignal) =>
    this.#value<Explanation>('POST', '/v1/explain', { body: { text }, signal });
  format = (text: string) => this.#value<{ text: string }>('POST', '/v1/format', { body: { text } });

  async #get<T>(path: string): Promise<T> {
    return (await this.#call<T>('GET', path, {})).value;
  }

  async #value<T>(method: string, path: string, call: Call = {}): Promise<T> {
    return (await this.#call<T>(method, path, call)).value;
  }

  /** Every page of a list. The lists that use this hold at most ten thousand things. */
  async #all<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<T> = await this.#get<Page<T>>(path + search({ limit: 500, cursor }));
      items.push(...page.items);
      cursor = page.next;
    } while (cursor && items.length < 10_000);
    return items;
  }

  async #call<T>(method: string, path: string, call: Call): Promise<Versioned<T>> {
    const headers: Record<string, string> = { accept: 'application/json, application/problem+json' };
    let body: string | undefined;
    if (call.body !== undefined) {
      body = JSON.stringify(call.body);
      headers['content-type'] = 'application/json';
    } else if (call.text !== undefined) {
      body = call.text;
      headers['content-type'] = call.contentType ?? 'text/plain';
    }
    if (call.ifMatch) headers['if-match'] = call.ifMatch;
    let response: Response;
    let text: string;
    try {
      response = await this.#fetch(path, { method, headers, body, signal: call.signal, cache: 'no-store' });
      text = await response.text();
    } catch (failure) {
      if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
      throw new ServerAway();
    }
    if (!response.ok) throw new ApiError(problemOf(response.status, text));
    return { value: (text ? parseJson<T>(text) : undefined) as T, etag: response.headers.get('etag') };
  }
}

function problemOf(status: number, text: string): Problem {
  try {
    const body = parseJson<Partial<Problem>>(text);
    if (body && typeof body === 'object' && (body.detail || body.title)) {
      return { type: 'about:blank', title: `Answer ${status}`, code: 'unknown', ...body, status };
    }
  } catch {
    // not JSON: a proxy in between, told below
  }
  return { type: 'about:blank', title: `The server answered ${status} without a reason.`, status, code: 'unknown' };
}
