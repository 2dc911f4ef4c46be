import { isKeyword, nameOf, T, type Word } from './words';

/** The names that a statement brings along, read from its words, so that a broken statement has them too. */
export interface Outline {
  /** streams that it reads, with the alias where there is one */
  sources: { stream: string; alias: string | null }[];
  /** pattern variables in order of appearance, with the stream of DEFINE x ON stream */
  variables: Map<string, string | null>;
  parameters: string[];
  /** names that stand behind AS in MEASURES: columns of the pattern's result */
  measures: string[];
}

export function outline(words: Word[]): Outline {
  const sources: Outline['sources'] = [];
  const variables = new Map<string, string | null>();
  const parameters: string[] = [];
  const measures: string[] = [];
  const at = (index: number) => words[index];
  let clause: 'none' | 'measures' | 'define' | 'pattern' = 'none';
  let depth = 0;

  words.forEach((word, index) => {
    const before = at(index - 1);
    const after = at(index + 1);
    if (word.type === T.LPAREN) depth++;
    if (word.type === T.RPAREN) depth--;
    if ((word.type === T.FROM || word.type === T.JOIN) && after && isName(after)) {
      const third = at(index + 2);
      const alias = third?.type === T.AS ? at(index + 3) : third?.type === T.IDENT ? third : undefined;
      sources.push({ stream: nameOf(after), alias: alias && isName(alias) ? nameOf(alias) : null });
    }
    if (word.type === T.MERGE && after?.type === T.LPAREN) {
      for (let i = index + 2; at(i) && at(i)!.type !== T.RPAREN; i++) {
        const item = at(i)!;
        const opener = at(i - 1)!;
        if (isName(item) && (opener.type === T.LPAREN || opener.type === T.COMMA)) {
          const alias = at(i + 1)?.type === T.AS ? at(i + 2) : undefined;
          sources.push({ stream: nameOf(item), alias: alias ? nameOf(alias) : null });
        }
      }
    }
    if (word.type === T.PATTERN && before?.type === T.CREATE && at(index + 2)?.type === T.LPAREN) {
      for (let i = index + 3; at(i) && at(i)!.type !== T.AS; i++) {
        const opener = at(i - 1)!;
        if (isName(at(i)!) && (opener.type === T.LPAREN || opener.type === T.COMMA) && at(i + 1)?.type !== T.RPAREN) parameters.push(nameOf(at(i)!));
      }
    }
    if (word.type === T.MEASURES) clause = 'measures';
    else if (word.type === T.DEFINE) clause = 'define';
    else if (word.type === T.PATTERN && after?.type === T.LPAREN && before?.type !== T.CREATE) clause = 'pattern';
    else if ((word.type === T.ONE || word.type === T.AFTER || word.type === T.WITHIN || word.type === T.SUBSET) && clause !== 'define') clause = 'none';

    if (clause === 'pattern' && word.type === T.IDENT && before?.type !== T.DOT) add(variables, nameOf(word));
    if (clause === 'define' && word.type === T.IDENT && (before?.type === T.DEFINE || before?.type === T.COMMA)) {
      const on = after?.type === T.ON ? at(index + 2) : undefined;
      if (after?.type === T.AS || on) variables.set(nameOf(word), on && isName(on) ? nameOf(on) : (variables.get(nameOf(word)) ?? null));
    }
    if (clause === 'measures' && word.type === T.AS && after && isName(after)) measures.push(nameOf(after));
  });
  return { sources, variables, parameters, measures };
}

function add(variables: Map<string, string | null>, name: string): void {
  if (!variables.has(name)) variables.set(name, null);
}

function isName(word: Word): boolean {
  return word.type === T.IDENT || word.type === T.QUOTED || isKeyword(word.type);
}
