import type { Stream } from '../wire';

export interface Template {
  id: string;
  title: string;
  text: string;
  write: (stream: Stream | null) => string;
}

interface Roles {
  stream: string;
  key: string;
  time: string;
  amount: string;
}

/** A template speaks of the stream at hand: its key, its time and its first number. */
function roles(stream: Stream | null): Roles {
  const columns = stream?.columns ?? [];
  const texts = columns.filter(column => /^(STRING|VARCHAR|CHAR)/i.test(column.type)).map(column => column.name);
  const numbers = columns.filter(column => /^(DOUBLE|DECIMAL|INT|BIGINT|FLOAT|NUMERIC|REAL)/i.test(column.type)).map(column => column.name);
  const likely = /^(card|account|user|customer|client|device|host|sensor|symbol|key|ip)/i;
  return {
    stream: stream?.name ?? 'payments',
    key: texts.find(name => likely.test(name)) ?? texts.find(name => !/(^|_)(id|tx|uuid)$|^id|_id$/i.test(name)) ?? texts[0] ?? columns[0]?.name ?? 'card',
    time: stream?.timeColumn ?? columns.find(column => /^TIMESTAMP/i.test(column.type))?.name ?? 'ts',
    amount: numbers.find(name => /amount|price|total|value|bytes|celsius/i.test(name)) ?? numbers[0] ?? '',
  };
}

export const TEMPLATES: Template[] = [
  {
    id: 'card-testing',
    title: 'Card testing',
    text: 'Several small ones, then a big one, within ten minutes',
    write: stream => {
      const { stream: name, key, time, amount } = roles(stream);
      const small = amount ? `PROBE.${amount} < 2` : 'TRUE';
      const big = amount ? `BIG.${amount} > 200` : 'TRUE';
      return `CREATE PATTERN ${name}_testing AS
SELECT ${key}, probes, started${amount ? ', loss' : ''}
FROM ${name} MATCH_RECOGNIZE (
  PARTITION BY ${key}
  ORDER BY ${time}
  MEASURES COUNT(PROBE.*) AS probes, FIRST(PROBE.${time}) AS started${amount ? `, BIG.${amount} AS loss` : ''}
  ONE ROW PER MATCH
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (RELAXED(PROBE{3,}) -> BIG) WITHIN INTERVAL '10' MINUTE
  DEFINE PROBE AS ${small},
         BIG AS ${big}
)`;
    },
  },
  {
    id: 'missing',
    title: 'Missing event',
    text: 'One came, and the next did not follow in time',
    write: stream => {
      const { stream: name, key, time } = roles(stream);
      return `CREATE PATTERN ${name}_silent AS
SELECT ${key}, last_seen
FROM ${name} MATCH_RECOGNIZE (
  PARTITION BY ${key}
  ORDER BY ${time}
  MEASURES SEEN.${time} AS last_seen
  ONE ROW PER MATCH
  AFTER MATCH SKIP TO NEXT ROW
  PATTERN (SEEN -> NOT AGAIN) WITHIN INTERVAL '5' MINUTE
  DEFINE SEEN AS TRUE,
         AGAIN AS TRUE
)`;
    },
  },
  {
    id: 'velocity',
    title: 'Velocity',
    text: 'Too many of the same key in a short time',
    write: stream => {
      const { stream: name, key, time } = roles(stream);
      return `CREATE PATTERN ${name}_velocity AS
SELECT ${key}, n, started
FROM ${name} MATCH_RECOGNIZE (
  PARTITION BY ${key}
  ORDER BY ${time}
  MEASURES COUNT(HIT.*) AS n, FIRST(HIT.${time}) AS started
  ONE ROW PER MATCH
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (HIT{5}) WITHIN INTERVAL '1' MINUTE
  DEFINE HIT AS TRUE
)`;
    },
  },
];
