import type { Api } from '../api/http';
import type { Wire } from '../api/socket';
import type { Catalog, Pattern, PatternState, StoredQuery, Stream } from '../wire';
import { Live } from './live.svelte';
import { Location } from './location.svelte';
import { Resource } from './resource.svelte';
import { Theme } from './theme.svelte';
import { Toasts } from './toasts.svelte';

/** Everything the pages read, made once in main.ts. */
export class App {
  readonly api: Api;
  readonly location = new Location();
  readonly theme = new Theme();
  readonly toasts = new Toasts();
  readonly live: Live;
  readonly patterns: Resource<Pattern[]>;
  readonly streams: Resource<Stream[]>;
  readonly queries: Resource<StoredQuery[]>;
  readonly catalog: Resource<Catalog>;
  /** For styles that libraries add at run time, under the server's content security policy. */
  readonly nonce: string;

  constructor(api: Api, openSocket: () => Wire, nonce: string) {
    this.api = api;
    this.nonce = nonce;
    this.live = new Live(api, openSocket, message => this.toasts.say(message, 'bad'));
    this.patterns = new Resource(() => api.patterns());
    this.streams = new Resource(() => api.streams());
    this.queries = new Resource(() => api.queries());
    this.catalog = new Resource(() => api.catalog());
  }

  async setPatternState(name: string, state: PatternState): Promise<void> {
    try {
      const { value } = await this.api.setPatternState(name, state);
      this.patterns.value = this.patterns.value?.map(pattern => (pattern.name === name ? value : pattern));
      this.toasts.say(`${name} is ${state}.`, 'good');
    } catch (failure) {
      this.toasts.fail(failure);
      await this.patterns.refresh();
    }
  }
}
