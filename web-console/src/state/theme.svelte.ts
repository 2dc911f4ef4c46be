export type ThemeChoice = 'system' | 'light' | 'dark';

const KEY = 'sluice.theme';

/** Light or dark: the system's wish, unless the user chose. What is seen is an attribute of <html>, read by tokens.css. */
export class Theme {
  choice = $state<ThemeChoice>(read());
  #systemDark = $state(false);
  readonly seen: 'light' | 'dark' = $derived(this.choice === 'system' ? (this.#systemDark ? 'dark' : 'light') : this.choice);

  constructor() {
    const system = matchMedia('(prefers-color-scheme: dark)');
    this.#systemDark = system.matches;
    system.addEventListener('change', () => {
      this.#systemDark = system.matches;
      this.#apply();
    });
    this.#apply();
  }

  choose(choice: ThemeChoice): void {
    this.choice = choice;
    this.#apply();
    try {
      if (choice === 'system') localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, choice);
    } catch {
      // no storage in this browser: the choice lasts until the page closes
    }
  }

  toggle(): void {
    this.choose(this.seen === 'dark' ? 'light' : 'dark');
  }

  #apply(): void {
    document.documentElement.dataset.theme = this.seen;
  }
}

function read(): ThemeChoice {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'light' || kept === 'dark' ? kept : 'system';
  } catch {
    return 'system';
  }
}
