import { CharStream, Token } from 'antlr4ng';
import { SluiceLexer as Lexer } from './gen/SluiceLexer';

/** One token of a text. Offsets are UTF-16 units, as the editor and the wire count. */
export interface Word {
  type: number;
  text: string;
  start: number;
  end: number;
  hidden: boolean;
}

export const T = Lexer;
export const EOF = Token.EOF;

export function isKeyword(type: number): boolean {
  return type >= Lexer.ADVANCE && type <= Lexer.ZONE;
}

/** All tokens of a text, blanks and comments too. The lexer takes every character, so this never fails. */
export function readWords(text: string): Word[] {
  const lexer = new Lexer(CharStream.fromString(text));
  lexer.removeErrorListeners();
  const offset = offsets(text);
  const words: Word[] = [];
  for (let token = lexer.nextToken(); token.type !== EOF; token = lexer.nextToken()) {
    const start = offset(token.start);
    const end = offset(token.stop + 1);
    words.push({ type: token.type, text: text.slice(start, end), start, end, hidden: token.channel !== Token.DEFAULT_CHANNEL });
  }
  return words;
}

/** ANTLR counts code points. The two counts differ only behind a character outside the basic plane. */
function offsets(text: string): (codePoint: number) => number {
  if (!/[\ud800-\udbff]/.test(text)) return codePoint => codePoint;
  const table: number[] = [];
  let at = 0;
  for (const character of text) {
    table.push(at);
    at += character.length;
  }
  table.push(at);
  return codePoint => table[codePoint] ?? at;
}

/** The visible words of one statement. */
export interface Piece {
  words: Word[];
  /** from behind the semicolon before it to its own semicolon or the end of the text */
  start: number;
  end: number;
}

/** Cut at the semicolons: an error in one statement cannot reach the next. */
export function pieces(words: Word[], textLength: number): Piece[] {
  const list: Piece[] = [];
  let current: Word[] = [];
  let start = 0;
  const close = (end: number) => {
    list.push({ words: current, start, end });
    current = [];
  };
  for (const word of words) {
    if (word.type === T.SEMICOLON) {
      close(word.start);
      start = word.end;
    } else if (!word.hidden) {
      current.push(word);
    }
  }
  close(textLength);
  return list;
}

/** A name as it counts: without its quotes. */
export function nameOf(word: Word): string {
  return word.type === T.QUOTED ? word.text.slice(1, -1).replace(/""/g, '"') : word.text;
}
