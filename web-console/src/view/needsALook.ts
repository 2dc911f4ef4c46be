import type { Pattern, Stats, Stream } from '../wire';
import { count, duration, plural } from './format';

export interface Concern {
  tone: 'bad' | 'warn';
  href: string;
  title: string;
  text: string;
}

const SLOW_MS = 1_000;

/** What an operator would want to know without asking, the worst first. */
export function needsALook(patterns: Pattern[], streams: Stream[], stats: Stats | null): Concern[] {
  const concerns: Concern[] = [];
  for (const pattern of patterns) {
    const href = `/patterns/${encodeURIComponent(pattern.name)}`;
    if (pattern.state === 'failed') {
      concerns.push({ tone: 'bad', href, title: pattern.name, text: `was stopped. ${pattern.failure ?? ''}` });
    }
    if (pattern.errors > 0) {
      const latest = pattern.problem ? ` Latest: ${pattern.problem}` : '';
      concerns.push({ tone: 'bad', href, title: pattern.name, text: `${plural(pattern.errors, 'row')} could not be evaluated.${latest}` });
    }
    if (pattern.dropped > 0) {
      concerns.push({ tone: 'bad', href, title: pattern.name, text: `${plural(pattern.dropped, 'partial match', 'partial matches')} dropped at the limit.` });
    }
    const warnings = pattern.warnings.filter(warning => warning.severity === 'warning');
    if (warnings.length > 0) {
      concerns.push({ tone: 'warn', href, title: pattern.name, text: warnings[0]!.message });
    }
  }
  for (const stream of streams) {
    if (stream.late > 0) {
      const where = stream.lateTo ? `sent to ${stream.lateTo}` : 'left out';
      concerns.push({
        tone: 'warn',
        href: `/streams/${encodeURIComponent(stream.name)}`,
        title: stream.name,
        text: `${plural(stream.late, 'event')} came after the watermark and ${stream.late === 1 ? 'was' : 'were'} ${where}.`,
      });
    }
  }
  if (stats?.lagP99Ms !== null && stats?.lagP99Ms !== undefined && stats.lagP99Ms > SLOW_MS) {
    concerns.push({ tone: 'warn', href: '/streams', title: 'Lag', text: `1 alert in 100 waits ${duration(stats.lagP99Ms)} or longer.` });
  }
  if (stats && stats.patterns.disabled > 0 && stats.patterns.enabled === 0) {
    concerns.push({ tone: 'warn', href: '/patterns?state=disabled', title: 'Patterns', text: `All ${count(stats.patterns.disabled)} are disabled.` });
  }
  return concerns.sort((a, b) => (a.tone === b.tone ? 0 : a.tone === 'bad' ? -1 : 1));
}
