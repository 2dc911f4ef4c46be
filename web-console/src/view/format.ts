import type { Alert, Json, JsonObject } from '../wire';

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** 4,812 and 31,204; from a million on 1.2M, because the tail of a counter says nothing. */
export function count(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size >= 1e9) return `${grouped.format(value / 1e9)}B`;
  if (size >= 1e6) return `${grouped.format(value / 1e6)}M`;
  return size >= 100 || Number.isInteger(value) ? whole.format(value) : grouped.format(value);
}

export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/** `15:10:18` on the same day as `now`, else with the date before it; local time, as the reader's clock shows it. */
export function clock(time: string | number | null | undefined, now = new Date()): string {
  if (time === null || time === undefined) return '–';
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return String(time);
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  if (date.toDateString() === now.toDateString()) return hours;
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${hours}`;
}

/** The same in little space: `09:05:07` today, `01-31 09:05` on another day. */
export function shortClock(time: string, now = new Date()): string {
  const full = clock(time, now);
  return full.length > 8 ? full.slice(5, 16) : full;
}

/** 38 ms, 4.2 s, 8 min 7 s, 3 h 12 min, 2 d 4 h */
export function duration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return '–';
  if (ms < 0) return `-${duration(-ms)}`;
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1_000;
  if (seconds < 59.95) return `${trim(seconds)} s`;
  const total = Math.round(seconds);
  const pick = (big: number, small: number, bigWord: string, smallWord: string) => {
    const rest = Math.floor((total % big) / small);
    return rest ? `${Math.floor(total / big)} ${bigWord} ${rest} ${smallWord}` : `${Math.floor(total / big)} ${bigWord}`;
  };
  if (total < 3_600) return pick(60, 1, 'min', 's');
  if (total < 86_400) return pick(3_600, 60, 'h', 'min');
  return pick(86_400, 3_600, 'd', 'h');
}

function trim(n: number): string {
  return n.toFixed(1).replace(/\.0$/, '');
}

/** `just now`, `12 s ago`, `in 3 min`: for people, beside the exact time. */
export function ago(time: string | number | null | undefined, now = Date.now()): string {
  if (time === null || time === undefined) return '–';
  const at = typeof time === 'number' ? time : Date.parse(time);
  if (Number.isNaN(at)) return String(time);
  const ms = now - at;
  if (Math.abs(ms) < 1_500) return 'just now';
  const words = duration(Math.round(Math.abs(ms) / 1_000) * 1_000).split(' ').slice(0, 2).join(' ');
  return ms > 0 ? `${words} ago` : `in ${words}`;
}

/** A value of an event as one cell. Times lose their zone letter only in the short form. */
export function cell(value: Json | undefined): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'string') return isTime(value) ? clock(value) + millis(value) : value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'object' && 'digits' in value) return String(value);
  return JSON.stringify(value);
}

export function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text);
}

function millis(text: string): string {
  const fraction = /\.(\d{3})Z$/.exec(text)?.[1];
  return fraction && fraction !== '000' ? `.${fraction}` : '';
}

export function keyText(key: JsonObject): string {
  return Object.values(key).map(cell).join(' · ');
}

/** The measures of an alert in one line; what the key says already is left out. */
export function rowText(alert: Alert, limit = 6): { name: string; value: string }[] {
  return Object.entries(alert.row)
    .filter(([name]) => !(name in alert.key))
    .slice(0, limit)
    .map(([name, value]) => ({ name, value: cell(value) }));
}

/** First to last matched event, in event time. */
export function span(alert: Alert): { start: string; end: string; ms: number } | null {
  const times = alert.matched.map(event => event.time).sort();
  const start = times[0];
  const end = times.at(-1);
  return start && end ? { start, end, ms: Date.parse(end) - Date.parse(start) } : null;
}

/** Variables in order of first appearance, each with one of eight hues. */
export function hues(variables: Iterable<string>): Map<string, number> {
  const order = new Map<string, number>();
  for (const variable of variables) if (!order.has(variable)) order.set(variable, order.size % 8);
  return order;
}

/**
 * The columns of the matched events that are worth a look: what differs from row to row first, then what is the same
 * in all. Left out are the key and the time, which stand elsewhere, and what is NULL everywhere.
 */
export function columnsOf(alert: Alert): string[] {
  const names = new Set(alert.matched.flatMap(event => Object.keys(event.event)));
  const shown = [...names].filter(
    name =>
      !(name in alert.key) &&
      !alert.matched.every(event => event.event[name] === event.time) &&
      alert.matched.some(event => event.event[name] !== null && event.event[name] !== undefined),
  );
  const differs = (name: string) => new Set(alert.matched.map(event => cell(event.event[name]))).size > 1;
  return [...shown.filter(differs), ...shown.filter(name => !differs(name))];
}
