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
