/** The newest `capacity` things that were pushed; older ones fall out. */
export class Ring<T> {
  readonly capacity: number;
  readonly #slots: (T | undefined)[];
  #next = 0;
  #size = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.#slots = new Array<T | undefined>(capacity);
  }

  get size(): number {
    return this.#size;
  }

  push(item: T): void {
    this.#slots[this.#next] = item;
    this.#next = (this.#next + 1) % this.capacity;
    this.#size = Math.min(this.#size + 1, this.capacity);
  }

  newestFirst(limit = this.#size): T[] {
    const count = Math.min(limit, this.#size);
    const items: T[] = [];
    for (let back = 1; back <= count; back++) {
      items.push(this.#slots[(this.#next - back + this.capacity) % this.capacity] as T);
    }
    return items;
  }

  oldestFirst(): T[] {
    return this.newestFirst().reverse();
  }

  clear(): void {
    this.#slots.fill(undefined);
    this.#next = 0;
    this.#size = 0;
  }
}
