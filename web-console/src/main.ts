import './tokens.css';
import './base.css';
import { mount } from 'svelte';
import { Api } from './api/http';
import { browserSocket } from './api/socket';
import { App } from './state/app.svelte';
import Shell from './view/Shell.svelte';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
const app = new App(new Api(), browserSocket, nonce);
void app.live.start();
mount(Shell, { target: document.getElementById('app')!, props: { app } });
