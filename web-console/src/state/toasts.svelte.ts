export interface Toast {
  id: number;
  tone: 'good' | 'bad' | 'plain';
  text: string;
}

/** Short messages that go away by themselves. Errors stay longer and can be closed. */
export class Toasts {
  items = $state<Toast[]>([]);
  #next = 1;

  say(text: string, tone: Toast['tone'] = 'plain'): void {
    const id = this.#next++;
    this.items = [...this.items.slice(-3), { id, tone, text }];
    setTimeout(() => this.close(id), tone === 'bad' ? 10_000 : 4_000);
  }

  fail(failure: unknown): void {
    this.say(failure instanceof Error ? failure.message : String(failure), 'bad');
  }

  close(id: number): void {
    this.items = this.items.filter(toast => toast.id !== id);
  }
}
