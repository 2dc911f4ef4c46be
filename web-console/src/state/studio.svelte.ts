import { ApiError, ServerAway, type Api } from '../api/http';
import { syntaxProblems } from '../lang/syntax';
import type { Diagnostic, Explanation, JsonObject, Pattern, PatternState } from '../wire';
import { dropDraft, keepDraft, NEW_PATTERN, readDraft } from './drafts';

const VALIDATE_AFTER_MS = 250;

/** What the editor's list shows: from the browser at once, from the server a moment later. */
export interface Problem {
  code: string;
  severity: 'error' | 'warning' | 'note';
  message: string;
  start: number;
  end: number;
  line: number;
  column: number;
  notes: string[];
  help: string | null;
  edits: { start: number; end: number; newText: string }[];
}

export type DeployResult = { kind: 'done'; pattern: Pattern } | { kind: 'conflict' } | { kind: 'refused'; problem: string };

/** One pattern under the pen: its text, what is wrong with it, what it means, and what is deployed. */
export class Studio {
  text = $state('');
  /** null while it has not been read, or for a new pattern */
  deployed = $state.raw<Pattern | null>(null);
  problems = $state.raw<Problem[]>([]);
  /** who said so: the server knows names and types, the browser only the grammar */
  judge = $state<'browser' | 'server'>('browser');
  explanation = $state.raw<Explanation | null>(null);
  /** the explanation belongs to an older text, because the present one cannot be read */
  explanationOld = $state(false);
  missing = $state(false);
  restored = $state(false);
  /** the version on the server when it is not the one this text began from */
  conflict = $state.raw<Pattern | null>(null);

  readonly changed = $derived(this.deployed === null ? this.text.trim() !== '' : this.text.trim() !== this.deployed.statement.trim());
  readonly valid = $derived(!this.problems.some(problem => problem.severity === 'error'));

  readonly #api: Api;
  readonly #name: string | null;
  #etag: string | null = null;
  #version = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #running: AbortController | null = null;

  constructor(api: Api, name: string | null) {
    this.#api = api;
    this.#name = name;
  }

  /** Reads the deployed pattern; a draft of this browser wins over it. */
  async open(): Promise<void> {
    if (this.#name === null) return;
    try {
      const { value, etag } = await this.#api.pattern(this.#name);
      this.#etag = etag ?? `"${value.version}"`;
      this.deployed = value;
      const draft = readDraft(this.#name);
      this.restored = draft !== null && draft.text.trim() !== value.statement.trim();
      if (draft && draft.version !== value.version && this.restored) this.conflict = value;
      this.write(this.restored ? draft!.text : value.statement);
    } catch (failure) {
      if (failure instanceof ApiError && failure.problem.status === 404) this.missing = true;
      else if (failure instanceof ServerAway) setTimeout(() => void this.open(), 2_000);
      else throw failure;
    }
  }

  /** New figures of the pattern, without touching the text. */
  async refresh(): Promise<void> {
    if (this.#name === null || this.deployed === null) return;
    try {
      const { value } = await this.#api.pattern(this.#name);
      if (value.version === this.deployed.version) this.deployed = value;
      else if (!this.changed) {
        this.#adopt(value);
        this.write(value.statement);
      } else this.conflict = value;
    } catch {
      // the figures stay as they are; the banner says when the server is away
    }
  }

  write(text: string): void {
    this.text = text;
    this.#version += 1;
    this.problems = syntaxProblems(text).map(problem => ({ ...problem, notes: [] }));
    this.judge = 'browser';
    if (this.problems.length > 0) this.explanationOld = this.explanation !== null;
    if (this.changed) this.save();
    else dropDraft(this.#draftName);
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), VALIDATE_AFTER_MS);
  }

  save(): boolean {
    return keepDraft(this.#draftName, this.text, this.deployed?.version ?? null);
  }

  discard(): void {
    dropDraft(this.#draftName);
    this.restored = false;
    if (this.conflict) this.#adopt(this.conflict);
    this.write(this.deployed?.statement ?? '');
  }

  /** Deploys over what a colleague saved: the text is ours, the version is theirs plus one. */
  overwrite(): void {
    if (this.conflict) this.#adopt(this.conflict);
  }

  async format(): Promise<void> {
    const { text } = await this.#api.format(this.text);
    this.write(text);
  }

  async deploy(state: PatternState): Promise<DeployResult> {
    try {
      if (this.#name === null) {
        const { value } = await this.#api.createPattern(this.text, state);
        dropDraft(this.#draftName);
        return { kind: 'done', pattern: value };
      }
      const { value, etag } = await this.#api.updatePattern(this.#name, this.text, this.#etag ?? '*');
      this.#adopt(value, etag);
      if (value.state !== state) this.#adopt((await this.#api.setPatternState(this.#name, state)).value);
      // the server keeps the canonical text; from here on it is the one that is edited
      dropDraft(this.#draftName);
      this.restored = false;
      this.write(value.statement);
      return { kind: 'done', pattern: value };
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      if (failure.problem.code === 'version-conflict' && this.#name !== null) {
        this.conflict = (await this.#api.pattern(this.#name)).value;
        return { kind: 'conflict' };
      }
      if (failure.problem.code === 'invalid-statement' && failure.problem.errors) {
        this.problems = (failure.problem.errors as JsonObject[]).map(error => fromServer(error as unknown as Diagnostic));
        this.judge = 'server';
      }
      return { kind: 'refused', problem: failure.message };
    }
  }

  async setState(state: PatternState): Promise<void> {
    if (this.#name === null) return;
    this.deployed = (await this.#api.setPatternState(this.#name, state)).value;
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#running?.abort();
  }

  get #draftName(): string {
    return this.#name ?? NEW_PATTERN;
  }

  #adopt(pattern: Pattern, etag: string | null = null): void {
    this.deployed = pattern;
    this.#etag = etag ?? `"${pattern.version}"`;
    this.conflict = null;
  }

  /** The server's judgement of this very text; an answer for an older text is dropped. */
  async #ask(): Promise<void> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    const version = this.#version;
    const text = this.text;
    if (text.trim() === '') return;
    try {
      const validation = await this.#api.validate(text, version, running.signal);
      if (version !== this.#version) return;
      this.problems = validation.diagnostics.map(fromServer);
      this.judge = 'server';
      if (!validation.valid) {
        this.explanationOld = this.explanation !== null;
        return;
      }
      const explanation = await this.#api.explain(text, running.signal);
      if (version !== this.#version) return;
      this.explanation = explanation;
      this.explanationOld = false;
    } catch {
      // aborted, away or too busy: the browser's own list stands until the next key
    }
  }
}

function fromServer(diagnostic: Diagnostic): Problem {
  return {
    code: diagnostic.code,
    severity: diagnostic.severity,
    message: diagnostic.message,
    start: diagnostic.start,
    end: diagnostic.end,
    line: diagnostic.line,
    column: diagnostic.column,
    notes: diagnostic.notes ?? [],
    help: diagnostic.help ?? null,
    edits: diagnostic.edits ?? [],
  };
}
