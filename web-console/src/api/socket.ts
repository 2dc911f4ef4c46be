import type { Alert, ClientFrame, ServerFrame, Stats } from '../wire';
import { SUBPROTOCOL } from '../wire';
import type { AlertCursor, Resumed } from './cursor';
import { parseJson } from './json';

export type SocketStatus =
  | { kind: 'connecting' }
  | { kind: 'live' }
  | { kind: 'away'; retryAt: number; reason: string }
  | { kind: 'stopped'; reason: string };

/** The part of a browser's WebSocket that is used; tests bring their own. */
export interface Wire {
  onopen: (() => void) | null;
  onmessage: ((message: { data: unknown }) => void) | null;
  onclose: ((close: { code: number; reason: string }) => void) | null;
  send(text: string): void;
  close(): void;
}

export interface Clock {
  now(): number;
  later(run: () => void, ms: number): number;
  cancel(timer: number): void;
  random(): number;
}

export interface LiveEvents {
  status(status: SocketStatus): void;
  alert(alert: Alert): void;
  stats(stats: Stats): void;
  resumed(report: Resumed): void;
  trouble(message: string): void;
}

const ALERTS = 'alerts';
const STATS = 'stats';
const FIRST_RETRY_MS = 400;
const LAST_RETRY_MS = 10_000;
// live figures come each second, so a silence of this length is not a quiet server
const SILENCE_MS = 15_000;

export const browserClock: Clock = {
  now: () => Date.now(),
  later: (run, ms) => setTimeout(run, ms) as unknown as number,
  cancel: timer => clearTimeout(timer),
  random: () => Math.random(),
};

/**
 * The tab's one WebSocket. It asks for all alerts from the cursor's position and for the live figures; when the
 * connection goes it comes back with growing pauses and resumes behind the last alert that arrived.
 */
export class LiveSocket {
  readonly #open: () => Wire;
  readonly #cursor: AlertCursor;
  readonly #events: LiveEvents;
  readonly #clock: Clock;
  #wire: Wire | null = null;
  #retry: number | null = null;
  #watch: number | null = null;
  #attempt = 0;
  #reconnectAfterMs: number | null = null;
  #stopped = false;

  constructor(open: () => Wire, cursor: AlertCursor, events: LiveEvents, clock: Clock = browserClock) {
    this.#open = open;
    this.#cursor = cursor;
    this.#events = events;
    this.#clock = clock;
  }

  start(): void {
    this.#stopped = false;
    this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
    this.#wire?.close();
    this.#wire = null;
  }

  /** The network came back or the user asked: do not wait for the timer. */
  retryNow(): void {
    if (this.#wire || this.#stopped) return;
    this.#attempt = 0;
    this.#connect();
  }

  #connect(): void {
    this.#cancel();
    this.#events.status({ kind: 'connecting' });
    const wire = this.#open();
    this.#wire = wire;
    wire.onopen = () => {
      this.#send({ type: 'subscribe', id: ALERTS, channel: 'alerts', from: this.#cursor.from, onLag: 'disconnect' });
      this.#send({ type: 'subscribe', id: STATS, channel: 'stats' });
      this.#heard();
    };
    wire.onmessage = message => {
      if (this.#wire !== wire) return;
      this.#heard();
      this.#frame(parseJson<ServerFrame>(String(message.data)));
    };
    wire.onclose = close => {
      if (this.#wire === wire) this.#closed(close.code, close.reason);
    };
  }

  #frame(frame: ServerFrame): void {
    switch (frame.type) {
      case 'subscribed':
        if (frame.id !== ALERTS) return;
        this.#attempt = 0;
        this.#events.status({ kind: 'live' });
        this.#report(
          this.#cursor.subscribed(frame.epoch ?? '', frame.resumedFrom ?? -1, frame.head ?? -1, frame.recovered ?? true),
        );
        return;
      case 'alert':
        if (this.#cursor.accept(frame.offset)) this.#events.alert(frame.data.data);
        this.#report(this.#cursor.caughtUp());
        return;
      case 'gap':
        // of another log nobody knows how much is missing; `subscribed` has said where we are
        if (frame.from !== undefined && frame.to !== undefined) this.#cursor.gap(frame.from, frame.to);
        this.#report(this.#cursor.caughtUp());
        return;
      case 'metric':
        this.#events.stats(frame.data);
        return;
      case 'goodbye':
        this.#reconnectAfterMs = frame.reconnectAfterMs ?? null;
        return;
      case 'error':
        this.#events.trouble(frame.message);
        return;
      case 'welcome':
      case 'lagged':
      case 'unsubscribed':
      case 'pong':
        return;
    }
  }

  #report(report: Resumed | null): void {
    if (report) this.#events.resumed(report);
  }

  #closed(code: number, reason: string): void {
    this.#wire = null;
    this.#cancel();
    if (this.#stopped) return;
    if (code === 4000 || code === 1009 || code === 4003) {
      this.#events.status({ kind: 'stopped', reason: reason || 'The server and this page do not speak the same version. Reload the page.' });
      return;
    }
    const wait = this.#waitMs(code);
    this.#reconnectAfterMs = null;
    this.#attempt += 1;
    this.#events.status({ kind: 'away', retryAt: this.#clock.now() + wait, reason: WHY[code] ?? 'The connection broke.' });
    this.#retry = this.#clock.later(() => this.#connect(), wait);
  }

  #waitMs(code: number): number {
    if (this.#reconnectAfterMs !== null) return this.#reconnectAfterMs + this.#clock.random() * 500;
    if (code === 4008) return 0;
    if (code === 4029) return LAST_RETRY_MS * (1 + this.#clock.random());
    const full = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#attempt);
    return full / 2 + (this.#clock.random() * full) / 2;
  }

  /** Any frame proves that the line stands; after a silence the line is taken for dead and opened again. */
  #heard(): void {
    if (this.#watch !== null) this.#clock.cancel(this.#watch);
    this.#watch = this.#clock.later(() => {
      const wire = this.#wire;
      if (!wire) return;
      this.#closed(1006, '');
      wire.close();
    }, SILENCE_MS);
  }

  #send(frame: ClientFrame): void {
    this.#wire?.send(JSON.stringify(frame));
  }

  #cancel(): void {
    if (this.#retry !== null) this.#clock.cancel(this.#retry);
    if (this.#watch !== null) this.#clock.cancel(this.#watch);
    this.#retry = null;
    this.#watch = null;
  }
}

const WHY: Record<number, string> = {
  1001: 'The server is going away.',
  4008: 'This page read more slowly than alerts came.',
  4029: 'The server has too many connections.',
};

export function browserSocket(): Wire {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  return new WebSocket(`${scheme}://${location.host}/v1/ws`, SUBPROTOCOL) as unknown as Wire;
}
