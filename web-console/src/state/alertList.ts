import type { Alert, AlertPage } from '../wire';

export interface AlertFilter {
  pattern: string | null;
  query: string | null;
  key: string | null;
  from: string | null;
  to: string | null;
}

export const NO_FILTER: AlertFilter = { pattern: null, query: null, key: null, from: null, to: null };

/**
 * What the feed shows under one filter: a page read by REST, older pages under it, live alerts on top. Live alerts
 * and pages overlap in time, so offsets decide what is new. At most `cap` rows are kept, plus what the user paged in.
 */
export class AlertList {
  readonly filter: AlertFilter;
  readonly #cap: number;
  #items: Alert[] = [];
  #next: string | null = null;
  #pagedIn = 0;
  #held: Alert[] = [];
  #heldMore = 0;
  #paused = false;
  #trimmed = false;

  constructor(filter: AlertFilter, cap = 1_000) {
    this.filter = filter;
    this.#cap = cap;
  }

  /** Newest first. */
  get items(): Alert[] {
    return this.#items;
  }

  get canPage(): boolean {
    return this.#next !== null && !this.#trimmed;
  }

  get nextCursor(): string | null {
    return this.#trimmed ? null : this.#next;
  }

  /** Rows left the lower end because newer ones came. */
  get trimmed(): boolean {
    return this.#trimmed;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** Alerts that came during the pause. */
  get held(): number {
    return this.#held.length + this.#heldMore;
  }

  first(page: AlertPage): void {
    const early = this.#items.filter(item => item.offset > (page.items[0]?.offset ?? -1));
    this.#items = [...early, ...page.items];
    this.#next = page.next;
    this.#trimmed = false;
  }

  older(page: AlertPage): void {
    const last = this.#items.at(-1)?.offset ?? Number.POSITIVE_INFINITY;
    const fresh = page.items.filter(item => item.offset < last);
    this.#items = [...this.#items, ...fresh];
    this.#pagedIn += fresh.length;
    this.#next = page.next;
  }

  /** Live alerts, oldest first. Says whether the rows changed. */
  add(alerts: Alert[]): boolean {
    const fitting = alerts.filter(alert => fits(alert, this.filter));
    if (fitting.length === 0) return false;
    if (this.#paused) {
      this.#held.push(...fitting);
      const over = this.#held.length - this.#cap;
      if (over > 0) {
        this.#held.splice(0, over);
        this.#heldMore += over;
      }
      return false;
    }
    return this.#prepend(fitting);
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    const held = this.#held;
    if (this.#heldMore > 0) {
      // more came than is kept: the rows from before the pause would hide a hole
      this.#items = [];
      this.#trimmed = true;
    }
    this.#held = [];
    this.#heldMore = 0;
    this.#prepend(held);
  }

  #prepend(alerts: Alert[]): boolean {
    const newest = this.#items[0]?.offset ?? -1;
    const fresh = alerts.filter(alert => alert.offset > newest);
    if (fresh.length === 0) return false;
    this.#items = [...fresh.reverse(), ...this.#items];
    const limit = this.#cap + this.#pagedIn;
    if (this.#items.length > limit) {
      this.#items.length = limit;
      this.#trimmed = true;
    }
    return true;
  }
}

export function fits(alert: Alert, filter: AlertFilter): boolean {
  if (filter.pattern && alert.pattern !== filter.pattern) return false;
  if (filter.query && alert.query !== filter.query) return false;
  if (filter.key && !Object.values(alert.key).some(value => String(value) === filter.key)) return false;
  if (filter.from && Date.parse(alert.time) < Date.parse(filter.from)) return false;
  if (filter.to && Date.parse(alert.time) >= Date.parse(filter.to)) return false;
  return true;
}
