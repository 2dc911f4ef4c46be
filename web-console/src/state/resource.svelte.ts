import { ServerAway } from '../api/http';

/**
 * A value of the server that is read again every few seconds while somebody looks at it. A failed read keeps the
 * value that is there: the page shows what it has, and the connection banner says the rest.
 */
export class Resource<T> {
  value = $state.raw<T | undefined>(undefined);
  /** The last read failed for another reason than an absent server. */
  error = $state<string | null>(null);
  readonly #read: () => Promise<T>;
  #watchers = 0;
  #timer: ReturnType<typeof setInterval> | null = null;
  #running: Promise<void> | null = null;

  constructor(read: () => Promise<T>) {
    this.#read = read;
  }

  get loaded(): boolean {
    return this.value !== undefined;
  }

  refresh(): Promise<void> {
    this.#running ??= this.#once().finally(() => (this.#running = null));
    return this.#running;
  }

  /** Reads now and then each `everyMs` while the page is visible; the answer stops it. For `$effect`. */
  watch(everyMs: number): () => void {
    this.#watchers += 1;
    void this.refresh();
    if (this.#watchers === 1) {
      this.#timer = setInterval(() => {
        if (document.visibilityState === 'visible') void this.refresh();
      }, everyMs);
    }
    return () => {
      this.#watchers -= 1;
      if (this.#watchers === 0 && this.#timer) {
        clearInterval(this.#timer);
        this.#timer = null;
      }
    };
  }

  async #once(): Promise<void> {
    try {
      this.value = await this.#read();
      this.error = null;
    } catch (failure) {
      if (!(failure instanceof ServerAway)) this.error = failure instanceof Error ? failure.message : String(failure);
    }
  }
}
