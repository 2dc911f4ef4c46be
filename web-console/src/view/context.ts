import { createContext } from 'svelte';
import type { App } from '../state/app.svelte';

export const [useApp, provideApp] = createContext<App>();
