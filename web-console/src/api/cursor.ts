import type { Position } from '../wire';

export interface Resumed {
  /** alerts that came while we were away and are here now */
  caughtUp: number;
  /** alerts that existed and that we will not get: removed by retention, or the log was recreated */
  lost: number;
  /** the log began anew, so nothing can be said about the alerts before */
  newLog: boolean;
}

/**
 * Where this tab stands in the alert log. Offsets of the unfiltered alert channel count up by one, so a jump is a loss
 * and a step back is a repeat; both are seen here and nowhere else.
 */
export class AlertCursor {
  #position: Position | null = null;
  #head = -1;
  #catching: { caughtUp: number; lost: number; newLog: boolean } | null = null;
  #everSubscribed = false;

  /** Start after this position (taken from a page that was read before), or from the first alert of an empty log. */
  startAt(position: Position): void {
    this.#position = position;
  }

  get from(): Position | 'earliest' {
    return this.#position ?? 'earliest';
  }

  /** The server took the subscription. What it still owes us goes up to `head`, the offset of its newest alert. */
  subscribed(epoch: string, resumedFrom: number, head: number, recovered: boolean): Resumed | null {
    const newLog = this.#position !== null && (!recovered || this.#position.epoch !== epoch);
    if (this.#position === null || newLog) this.#position = { epoch, offset: resumedFrom };
    this.#head = head;
    this.#catching = this.#everSubscribed || newLog ? { caughtUp: 0, lost: 0, newLog } : null;
    this.#everSubscribed = true;
    return this.#finished();
  }

  /** Whether the alert is new; a repeat is to be dropped. */
  accept(offset: number): boolean {
    const at = this.#position;
    if (at === null || offset <= at.offset) return false;
    if (this.#catching) {
      this.#catching.lost += offset - at.offset - 1;
      this.#catching.caughtUp += 1;
    }
    this.#position = { epoch: at.epoch, offset };
    return true;
  }

  /** The server says that the alerts `from`..`to` are gone. */
  gap(from: number, to: number): void {
    const at = this.#position;
    if (at === null || to <= at.offset) return;
    if (this.#catching) this.#catching.lost += to - Math.max(from, at.offset + 1) + 1;
    this.#position = { epoch: at.epoch, offset: to };
  }

  /** Once, when everything up to the head of the moment of subscription is here. */
  caughtUp(): Resumed | null {
    return this.#finished();
  }

  #finished(): Resumed | null {
    if (!this.#catching || (this.#position?.offset ?? -1) < this.#head) return null;
    const report = this.#catching;
    this.#catching = null;
    return report;
  }
}
