import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const src = dirname(fileURLToPath(import.meta.url));

// Which folder may import which others of ours. `lang`, `editor` and `chart` know nobody; only `api` speaks to the server.
const ARROWS: Record<string, string[]> = {
  wire: [],
  lang: [],
  editor: [],
  chart: [],
  api: ['wire'],
  state: ['api', 'wire', 'lang'],
  view: ['state', 'api', 'wire', 'lang', 'editor', 'chart'],
  main: ['view', 'state', 'api'],
};

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter(name => /\.(ts|svelte)$/.test(name) && !name.endsWith('.test.ts') && !name.startsWith(`lang${sep}gen`))
  .map(name => join(src, name));

/** `view/parts/Row.svelte` is in `view`, `main.ts` is in `main`. */
const room = (path: string) => relative(src, path).split(sep)[0]!.replace(/\.ts$/, '');

describe('the rooms of the console', () => {
  it('import along the arrows only', () => {
    const wrong: string[] = [];
    for (const file of files) {
      for (const [, target] of readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)) {
        const to = room(resolve(dirname(file), target!));
        const from = room(file);
        if (to !== from && !target!.endsWith('.css') && !ARROWS[from]?.includes(to)) wrong.push(`${relative(src, file)} imports ${target}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('carry no style or script that the content security policy would refuse', () => {
    const wrong = files.filter(file => /\sstyle(=|:)["'{a-z]|\son[a-z]+="|@html|eval\(|new Function/.test(readFileSync(file, 'utf8').replace(/<style>[\s\S]*<\/style>/, '')));
    expect(wrong.map(file => relative(src, file))).toEqual([]);
  });
});
