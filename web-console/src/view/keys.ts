export interface Shortcut {
  /** `j`, `?`, `g a` (one after the other), `Ctrl-k`, `Alt-Shift-f`; Ctrl is also Cmd */
  keys: string;
  label: string;
  run: () => void;
}

const pages: { title: string; shortcuts: Shortcut[] }[] = [];
let first: { key: string; at: number } | null = null;

/** Adds shortcuts for as long as a page is open; the answer takes them away. Later pages win over earlier ones. */
export function useShortcuts(title: string, shortcuts: Shortcut[]): () => void {
  const entry = { title, shortcuts };
  pages.unshift(entry);
  return () => {
    pages.splice(pages.indexOf(entry), 1);
  };
}

export function allShortcuts(): { title: string; shortcuts: Shortcut[] }[] {
  return [...pages];
}

/** The name of a key press in the form of `Shortcut.keys`. */
export function chord(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'code'>): string {
  const mods = (event.ctrlKey || event.metaKey ? 'Ctrl-' : '') + (event.altKey ? 'Alt-' : '');
  if (!mods) return event.key.length === 1 ? event.key : (event.shiftKey ? 'Shift-' : '') + event.key;
  // with Alt a keyboard may write another letter, so the place of the key decides
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase() ?? event.key;
  return mods + (event.shiftKey ? 'Shift-' : '') + letter;
}

export function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const pressed = chord(event);
  const typing = isTyping(event.target);
  if (typing && !/^(Ctrl|Alt)-|^(Shift-)?F\d/.test(pressed)) return;
  if (document.querySelector('dialog[open]') && pressed !== 'Ctrl-k') return;
  const sequence = first && performance.now() - first.at < 1_000 ? `${first.key} ${pressed}` : null;
  first = null;
  const hit = find(sequence) ?? find(pressed);
  if (hit) {
    if (pressed === 'Enter' && isControl(event.target)) return;
    event.preventDefault();
    hit.run();
  } else if (pages.some(page => page.shortcuts.some(shortcut => shortcut.keys.startsWith(`${pressed} `)))) {
    first = { key: pressed, at: performance.now() };
  }
}

function find(keys: string | null): Shortcut | undefined {
  if (!keys) return undefined;
  for (const page of pages) {
    const hit = page.shortcuts.find(shortcut => shortcut.keys === keys);
    if (hit) return hit;
  }
  return undefined;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('a, button, summary') !== null;
}
