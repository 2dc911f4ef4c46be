import { parsePath, withQuery, type Route } from './route';

/** The address bar as state: the page that is open and its filters. */
export class Location {
  path = $state('/');
  search = $state('');
  readonly route: Route = $derived(parsePath(this.path));
  readonly query = $derived(new URLSearchParams(this.search));
  /** Asked before a page is left; says no by returning false. */
  guard: (() => boolean) | null = null;

  constructor() {
    this.#read();
    window.addEventListener('popstate', () => this.#read());
    document.addEventListener('click', event => this.#click(event));
  }

  get(name: string): string | null {
    return this.query.get(name);
  }

  go(href: string): void {
    const target = new URL(href, window.location.origin);
    if (target.pathname !== this.path && this.guard && !this.guard()) return;
    history.pushState(null, '', target);
    this.#read();
    window.scrollTo(0, 0);
  }

  /** Filters change in place: no step in the history for each letter that is typed. */
  set(change: Record<string, string | null | undefined>): void {
    history.replaceState(null, '', this.path + withQuery(this.search, change));
    this.#read();
  }

  #read(): void {
    this.path = window.location.pathname;
    this.search = window.location.search;
  }

  #click(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest('a');
    if (!link || link.target || link.hasAttribute('download') || link.origin !== window.location.origin) return;
    if (/^\/(v1|docs|metrics|health)(\/|$)/.test(link.pathname)) return;
    if (link.pathname === window.location.pathname && link.hash) return;
    event.preventDefault();
    this.go(link.href);
  }
}
