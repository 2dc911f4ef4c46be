import {
  BailErrorStrategy,
  CommonToken,
  CommonTokenStream,
  ListTokenSource,
  ParseCancellationException,
  PredictionMode,
  Token,
  type ParserRuleContext,
} from 'antlr4ng';
import { SluiceParser } from './gen/SluiceParser';
import { EOF } from './words';

/** The generated parser, which also remembers where in the grammar it took its last token. */
class RememberingParser extends SluiceParser {
  lastContext: ParserRuleContext | null = null;
  lastState = -1;
  lastIndex = -1;

  override consume(): Token {
    this.lastContext = this.context;
    this.lastState = this.state;
    this.lastIndex = this.getCurrentToken().tokenIndex;
    return super.consume();
  }
}

/** The parser after it read as far as it could. */
export interface Attempt {
  ok: boolean;
  types: number[];
  lastContext: ParserRuleContext | null;
  lastState: number;
  lastIndex: number;
}

/** Reads one statement, given as the types of its tokens without the end. Positions are the caller's matter. */
export function readStatement(types: number[]): Attempt {
  const fast = attempt(types, PredictionMode.SLL);
  return fast.ok ? fast : attempt(types, PredictionMode.LL);
}

function attempt(types: number[], mode: number): Attempt {
  const parser = parserOf(types);
  parser.interpreter.predictionMode = mode;
  parser.errorHandler = new BailErrorStrategy();
  let ok = true;
  try {
    parser.singleStatement();
  } catch (failure) {
    if (!(failure instanceof ParseCancellationException) && !(failure instanceof RangeError)) throw failure;
    ok = false;
  }
  return { ok, types: [...types, EOF], lastContext: parser.lastContext, lastState: parser.lastState, lastIndex: parser.lastIndex };
}

/** A parser over bare token types: texts do not matter to the grammar. */
export function parserOf(types: number[]): RememberingParser {
  const tokens = [...types, EOF].map(type => CommonToken.fromType(type, ''));
  const parser = new RememberingParser(new CommonTokenStream(new ListTokenSource(tokens)));
  parser.removeErrorListeners();
  return parser;
}
