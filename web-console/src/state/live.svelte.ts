import type { Api } from '../api/http';
import { AlertCursor, type Resumed } from '../api/cursor';
import { LiveSocket, type SocketStatus, type Wire } from '../api/socket';
import type { Alert, Stats, StatsTick } from '../wire';
import { Ring } from './ring';

const HISTORY_SECONDS = 120;
const LATEST = 200;
const FLUSH_MS = 150;

export interface Sample {
  at: number;
  events: number;
  alerts: number;
  partialMatches: number | null;
  lagMs: number | null;
}

/** A line in the feed: after this offset the page was away for a while. */
export interface Seam extends Resumed {
  id: number;
  afterOffset: number;
  at: string;
}

/** What comes over the WebSocket: connection state, live figures, and every alert, gathered to a few updates a second. */
export class Live {
  status = $state.raw<SocketStatus>({ kind: 'connecting' });
  stats = $state.raw<Stats | null>(null);
  history = $state.raw<Sample[]>([]);
  latest = $state.raw<Alert[]>([]);
  seams = $state.raw<Seam[]>([]);
  /** The newest seam, shown as a banner until it is closed or grows old. */
  notice = $state.raw<Seam | null>(null);
  /** Alerts since the feed was last looked at. */
  unseen = $state(0);

  readonly #api: Api;
  readonly #cursor = new AlertCursor();
  readonly #socket: LiveSocket;
  readonly #ring = new Ring<Alert>(LATEST);
  readonly #samples = new Ring<Sample>(HISTORY_SECONDS);
  readonly #listeners = new Set<(alerts: Alert[]) => void>();
  #waiting: Alert[] = [];
  #flush: ReturnType<typeof setTimeout> | null = null;
  #newestOffset = -1;
  #lastTotals: { at: number; events: number; alerts: number } | null = null;

  constructor(api: Api, open: () => Wire, trouble: (message: string) => void) {
    this.#api = api;
    this.#socket = new LiveSocket(open, this.#cursor, {
      status: status => (this.status = status),
      alert: alert => this.#alert(alert),
      stats: stats => this.#tick(stats),
      resumed: report => this.#resumed(report),
      trouble,
    });
    window.addEventListener('online', () => this.#socket.retryNow());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.#socket.retryNow();
    });
  }

  /** The newest page by REST first, then the socket from there: no alert falls between the two. */
  async start(): Promise<void> {
    for (;;) {
      try {
        const [page, stats] = await Promise.all([this.#api.alerts({ limit: 50 }), this.#api.stats()]);
        const newest = page.items[0];
        if (newest) {
          this.#cursor.startAt({ epoch: page.epoch, offset: newest.offset });
          this.#newestOffset = newest.offset;
        }
        for (const alert of [...page.items].reverse()) this.#ring.push(alert);
        this.latest = this.#ring.newestFirst();
        this.#begin(stats);
        break;
      } catch {
        this.status = { kind: 'away', retryAt: Date.now() + 2_000, reason: 'The server does not answer.' };
        await new Promise(resolve => setTimeout(resolve, 2_000));
      }
    }
    this.#socket.start();
  }

  retryNow(): void {
    this.#socket.retryNow();
  }

  /** For lists that want every alert from now on, in batches, oldest first. */
  onAlerts(listener: (alerts: Alert[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  closeNotice(): void {
    this.notice = null;
  }

  #alert(alert: Alert): void {
    this.#newestOffset = Math.max(this.#newestOffset, alert.offset);
    this.#ring.push(alert);
    this.#waiting.push(alert);
    this.#flush ??= setTimeout(() => this.#deliver(), FLUSH_MS);
  }

  #deliver(): void {
    this.#flush = null;
    const batch = this.#waiting;
    this.#waiting = [];
    this.latest = this.#ring.newestFirst();
    this.unseen += batch.length;
    for (const listener of this.#listeners) listener(batch);
  }

  #resumed(report: Resumed): void {
    const seam: Seam = {
      ...report,
      id: this.seams.length + 1,
      afterOffset: this.#newestOffset - report.caughtUp,
      at: new Date().toISOString(),
    };
    this.seams = [...this.seams.slice(-20), seam];
    this.notice = seam;
    setTimeout(() => {
      if (this.notice === seam) this.notice = null;
    }, 12_000);
  }

  #begin(stats: Stats): void {
    this.stats = stats;
    const at = Date.parse(stats.time);
    stats.history?.forEach((tick: StatsTick) =>
      this.#samples.push({ at: Date.parse(tick.time), events: tick.events, alerts: tick.alerts, partialMatches: null, lagMs: null }),
    );
    if (!stats.history?.length) this.#samples.push({ at, events: 0, alerts: 0, partialMatches: null, lagMs: null });
    this.#lastTotals = { at, events: stats.eventsTotal, alerts: stats.alertsTotal };
    this.history = this.#samples.oldestFirst();
  }

  #tick(stats: Stats): void {
    const before = this.#lastTotals;
    const at = Date.parse(stats.time);
    if (before && at - before.at < 300) return;
    // a figure may come late, so what was counted since the one before is spread over that time;
    // after a restart the counters may stand lower: then this moment says nothing
    const seconds = before ? Math.max(1, (at - before.at) / 1_000) : 1;
    this.#lastTotals = { at, events: stats.eventsTotal, alerts: stats.alertsTotal };
    this.#samples.push({
      at,
      events: before ? Math.max(0, stats.eventsTotal - before.events) / seconds : 0,
      alerts: before ? Math.max(0, stats.alertsTotal - before.alerts) / seconds : 0,
      partialMatches: stats.partialMatches,
      lagMs: stats.lagP99Ms,
    });
    this.stats = stats;
    this.history = this.#samples.oldestFirst();
  }
}
