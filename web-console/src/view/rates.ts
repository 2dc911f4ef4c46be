/** Events a second of each stream, from two readings of its counter. */
export class Rates {
  readonly #last = new Map<string, { at: number; total: number; rate: number | null }>();

  read(name: string, total: number, now: number): number | null {
    const before = this.#last.get(name);
    if (!before) {
      this.#last.set(name, { at: now, total, rate: null });
      return null;
    }
    const seconds = (now - before.at) / 1_000;
    if (seconds < 0.5) return before.rate;
    const rate = Math.max(0, (total - before.total) / seconds);
    this.#last.set(name, { at: now, total, rate });
    return rate;
  }
}
