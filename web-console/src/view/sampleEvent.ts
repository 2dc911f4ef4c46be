import type { Column } from '../wire';

/** A first event for the form: plausible values of each type, with the time set to now. */
export function sampleEvent(columns: Column[], now = new Date()): string {
  const members = columns.map(column => `  ${JSON.stringify(column.name)}: ${JSON.stringify(sampleValue(column.type, now))}`);
  return `{\n${members.join(',\n')}\n}`;
}

function sampleValue(type: string, now: Date): unknown {
  const name = type.toUpperCase();
  if (name.startsWith('TIMESTAMP')) return now.toISOString();
  if (name.startsWith('BOOL')) return true;
  if (name.startsWith('INT') || name.startsWith('BIGINT')) return 1;
  if (name.startsWith('DOUBLE') || name.startsWith('DECIMAL')) return 1.5;
  if (name.startsWith('ARRAY')) return [];
  if (name.startsWith('MAP')) return {};
  return '';
}

/** A document as an event: the time of now, where it says none. The text is kept, since its numbers may be long. */
export function timed(json: string, timeColumn: string | null, now = new Date()): string {
  const parsed: unknown = JSON.parse(json);
  if (timeColumn === null || typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return json;
  if (timeColumn in parsed && (parsed as Record<string, unknown>)[timeColumn] !== null) return json;
  const comma = Object.keys(parsed).length > 0 ? ',' : '';
  return json.replace('{', () => `{${JSON.stringify(timeColumn)}:${JSON.stringify(now.toISOString())}${comma}`);
}
