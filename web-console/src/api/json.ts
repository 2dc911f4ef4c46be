/**
 * A number whose digits do not survive JavaScript's doubles: a BIGINT beyond 2^53 or a long DECIMAL.
 * It keeps the digits that the server wrote, for reading and for sending back.
 */
export class Digits {
  readonly digits: string;

  constructor(digits: string) {
    this.digits = digits;
  }

  toString(): string {
    return this.digits;
  }

  toJSON(): unknown {
    const raw = (JSON as { rawJSON?: (text: string) => unknown }).rawJSON;
    return raw ? raw(this.digits) : this.digits;
  }
}

type Reviver = (this: unknown, key: string, value: unknown, context?: { source?: string }) => unknown;

const keepDigits: Reviver = (_key, value, context) => {
  if (typeof value !== 'number' || !context?.source || context.source.length < 16) return value;
  return significant(String(value)) === significant(context.source) ? value : new Digits(context.source);
};

/** The digits that count: no sign, point, exponent or padding zeros. */
function significant(text: string): string {
  return text.replace(/e.*$/i, '').replace(/[^0-9]/g, '').replace(/^0+|0+$/g, '');
}

export function parseJson<T>(text: string): T {
  return JSON.parse(text, keepDigits as (key: string, value: unknown) => unknown) as T;
}
