import table from '$phrases';
import { SluiceLexer } from './gen/SluiceLexer';
import { SluiceParser } from './gen/SluiceParser';
import { EOF, isKeyword } from './words';

// How the parts of the grammar are called when we talk to people: the same file as the server's.
const byName = table as Record<string, string>;
const byRule = SluiceParser.ruleNames.map(name => byName[name]);

/** The phrase of a rule: empty for one that goes without saying, undefined for one to look into. */
export function ruleInWords(rule: number): string | undefined {
  return byRule[rule];
}

export function tokenInWords(type: number): string {
  const name = type === EOF ? 'EOF' : SluiceLexer.symbolicNames[type];
  const phrase = name ? byName[name] : undefined;
  if (phrase !== undefined) return phrase;
  return isKeyword(type) ? keyword(type) : `'${literal(type)}'`;
}

/** A keyword in upper case, as it is written. */
export function keyword(type: number): string {
  return literal(type) || (SluiceLexer.symbolicNames[type] ?? '');
}

/** How a sign or word is written; empty for tokens of many spellings. */
export function literal(type: number): string {
  return SluiceLexer.literalNames[type]?.slice(1, -1) ?? '';
}
