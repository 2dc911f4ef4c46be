import { describe, expect, it } from 'vitest';
import type { Alert } from '../wire';
import { AlertCursor, type Resumed } from './cursor';
import { LiveSocket, type Clock, type SocketStatus, type Wire } from './socket';

/** A clock that a test moves by hand. */
class ManualClock implements Clock {
  time = 0;
  #timers = new Map<number, { at: number; run: () => void }>();
  #next = 1;
  now = () => this.time;
  random = () => 0.5;
  later = (run: () => void, ms: number) => {
    this.#timers.set(this.#next, { at: this.time + ms, run });
    return this.#next++;
  };
  cancel = (timer: number) => void this.#timers.delete(timer);
  advance(ms: number): void {
    const until = this.time + ms;
    for (;;) {
      const due = [...this.#timers].filter(([, timer]) => timer.at <= until).sort((a, b) => a[1].at - b[1].at)[0];
      if (!due) break;
      this.#timers.delete(due[0]);
      this.time = due[1].at;
      due[1].run();
    }
    this.time = until;
  }
}

/** A server with a log of alerts: it answers subscriptions as the real one does. */
class FakeServer {
  epoch = 'e1';
  log: number[] = [];
  oldest = 0;
  up = true;
  opened: FakeWire[] = [];
  open = (): Wire => {
    const wire = new FakeWire(this);
    this.opened.push(wire);
    return wire;
  };
  append(...offsets: number[]): void {
    this.log.push(...offsets);
    offsets.forEach(offset => this.current()?.alert(offset));
  }
  current(): FakeWire | undefined {
    return this.opened.filter(wire => wire.live).at(-1);
  }
}

class FakeWire implements Wire {
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: unknown }) => void) | null = null;
  onclose: ((close: { code: number; reason: string }) => void) | null = null;
  live = false;
  sent: { type: string; channel?: string; from?: unknown; id: string }[] = [];
  readonly #server: FakeServer;
  constructor(server: FakeServer) {
    this.#server = server;
  }
  /** the browser reports success or failure later than the call */
  settle(): void {
    if (!this.#server.up) return this.drop(1006);
    this.onopen?.();
  }
  send(text: string): void {
    const frame = JSON.parse(text);
    this.sent.push(frame);
    if (frame.channel !== 'alerts') return;
    this.live = true;
    const { epoch, log, oldest } = this.#server;
    const head = log.at(-1) ?? -1;
    const known = typeof frame.from === 'object' && frame.from.epoch === epoch;
    const from = known ? frame.from.offset : -1;
    this.frame({ type: 'subscribed', id: frame.id, epoch, resumedFrom: from, head, recovered: known || frame.from === 'earliest' });
    if (from + 1 < oldest) this.frame({ type: 'gap', id: frame.id, from: from + 1, to: oldest - 1, reason: 'retention' });
    log.filter(offset => offset > from && offset >= oldest).forEach(offset => this.alert(offset));
  }
  alert(offset: number): void {
    this.frame({ type: 'alert', id: 'alerts', offset, data: { id: `a${offset}`, data: { offset } } });
  }
  frame(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  drop(code: number): void {
    this.live = false;
    this.onclose?.({ code, reason: '' });
  }
  close(): void {
    this.live = false;
  }
}

function setUp(start?: { epoch: string; offset: number }) {
  const clock = new ManualClock();
  const server = new FakeServer();
  const cursor = new AlertCursor();
  if (start) cursor.startAt(start);
  const seen: number[] = [];
  const reports: Resumed[] = [];
  const states: SocketStatus[] = [];
  const socket = new LiveSocket(
    server.open,
    cursor,
    {
      status: status => states.push(status),
      alert: (alert: Alert) => seen.push(alert.offset),
      stats: () => {},
      resumed: report => reports.push(report),
      trouble: () => {},
    },
    clock,
  );
  socket.start();
  server.opened[0]!.settle();
  const reconnect = () => {
    clock.advance(20_000);
    server.opened.at(-1)!.settle();
  };
  return { clock, server, seen, reports, states, socket, reconnect };
}

describe('the live feed', () => {
  it('starts behind what the page has read already', () => {
    const t = setUp({ epoch: 'e1', offset: 4 });
    expect(t.server.opened[0]!.sent[0]).toMatchObject({ channel: 'alerts', from: { epoch: 'e1', offset: 4 } });
  });

  it('reads an empty log from its beginning', () => {
    const t = setUp();
    t.server.append(0, 1);
    expect(t.seen).toEqual([0, 1]);
    expect(t.reports).toEqual([]);
  });

  it('catches up after the connection broke, and says that nothing is lost', () => {
    const t = setUp();
    t.server.append(0, 1, 2);
    t.server.current()!.drop(1006);
    t.server.append(3, 4, 5);
    t.reconnect();
    expect(t.seen).toEqual([0, 1, 2, 3, 4, 5]);
    expect(t.reports).toEqual([{ caughtUp: 3, lost: 0, newLog: false }]);
    t.server.append(6);
    expect(t.reports).toHaveLength(1);
  });

  it('reports also when nothing came meanwhile', () => {
    const t = setUp();
    t.server.append(0);
    t.server.current()!.drop(1006);
    t.reconnect();
    expect(t.reports).toEqual([{ caughtUp: 0, lost: 0, newLog: false }]);
  });

  it('drops what it has seen', () => {
    const t = setUp();
    t.server.append(0, 1);
    t.server.current()!.alert(1);
    t.server.current()!.alert(0);
    expect(t.seen).toEqual([0, 1]);
  });

  it('counts a hole in the offsets as lost', () => {
    const t = setUp();
    t.server.append(0);
    t.server.current()!.drop(1006);
    t.server.append(1, 2, 5);
    t.reconnect();
    expect(t.reports).toEqual([{ caughtUp: 3, lost: 2, newLog: false }]);
  });

  it('counts what the server says is gone, once', () => {
    const t = setUp();
    t.server.append(0);
    t.server.current()!.drop(1006);
    t.server.append(1, 2, 3, 4, 5);
    t.server.oldest = 4;
    t.reconnect();
    expect(t.seen).toEqual([0, 4, 5]);
    expect(t.reports).toEqual([{ caughtUp: 2, lost: 3, newLog: false }]);
  });

  it('begins anew with a new log', () => {
    const t = setUp();
    t.server.append(0, 1, 2);
    t.server.current()!.drop(1001);
    t.server.epoch = 'e2';
    t.server.log = [0];
    t.reconnect();
    expect(t.seen).toEqual([0, 1, 2, 0]);
    expect(t.reports).toEqual([{ caughtUp: 1, lost: 0, newLog: true }]);
  });

  it('tries again with growing pauses while the server is away', () => {
    const t = setUp();
    t.server.up = false;
    t.server.current()!.drop(1006);
    const waits: number[] = [];
    for (let i = 0; i < 8; i++) {
      const away = t.states.at(-1)!;
      if (away.kind !== 'away') throw new Error(away.kind);
      waits.push(away.retryAt - t.clock.now());
      t.clock.advance(away.retryAt - t.clock.now());
      t.server.opened.at(-1)!.settle();
    }
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits[0]!).toBeLessThan(500);
    expect(waits.at(-1)!).toBeLessThanOrEqual(10_000);
    t.server.up = true;
    t.reconnect();
    expect(t.states.at(-1)).toEqual({ kind: 'live' });
  });

  it('comes back at once when it read too slowly, and stops when it is told to', () => {
    const t = setUp();
    t.server.current()!.drop(4008);
    t.clock.advance(0);
    expect(t.server.opened).toHaveLength(2);
    t.server.opened[1]!.settle();
    t.server.current()!.drop(4000);
    t.clock.advance(60_000);
    expect(t.server.opened).toHaveLength(2);
    expect(t.states.at(-1)?.kind).toBe('stopped');
  });

  it('waits as long as the server asks before it goes', () => {
    const t = setUp();
    t.server.current()!.frame({ type: 'goodbye', reason: 'shutdown', reconnectAfterMs: 3_000 });
    t.server.current()!.drop(1001);
    t.clock.advance(2_999);
    expect(t.server.opened).toHaveLength(1);
    t.clock.advance(600);
    expect(t.server.opened).toHaveLength(2);
  });

  it('takes a silent line for a dead one', () => {
    const t = setUp();
    t.clock.advance(14_000);
    expect(t.states.at(-1)?.kind).toBe('live');
    t.clock.advance(2_000);
    expect(t.server.opened.length).toBe(2);
    t.server.opened[1]!.settle();
    t.server.append(0);
    expect(t.seen).toEqual([0]);
  });

  it('ignores what an old connection still says', () => {
    const t = setUp();
    const old = t.server.current()!;
    old.drop(1006);
    t.reconnect();
    old.alert(0);
    expect(t.seen).toEqual([]);
  });

  // seed printed on failure by the assertion message
  it.each(Array.from({ length: 60 }, (_, seed) => seed))('loses and doubles nothing, whatever breaks when (seed %i)', seed => {
    let state = seed * 7_919 + 1;
    const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const t = setUp();
    let next = 0;
    let away = false;
    for (let step = 0; step < 80; step++) {
      const dice = random();
      if (dice < 0.5) t.server.append(next++);
      else if (dice < 0.65 && !away) {
        t.server.current()?.drop(1006);
        away = true;
      } else if (dice < 0.85 && away) {
        t.reconnect();
        away = false;
      } else if (!away && next > 0) t.server.current()?.alert(Math.floor(random() * next));
    }
    if (away) t.reconnect();
    expect(t.seen).toEqual(Array.from({ length: next }, (_, i) => i));
    expect(t.reports.every(report => report.lost === 0 && !report.newLog)).toBe(true);
  });
});
