// The parser of the console, from the very grammar file that the server is built from. Generated code stays out of the
// repository and out of the type checker's strict rules.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = path => fileURLToPath(new URL(path, import.meta.url));
const grammar = at('../../cep-grammar/src/main/antlr4/io/sluice/grammar/parser/Sluice.g4');
const out = at('../src/lang/gen');

rmSync(out, { recursive: true, force: true });
const options = ['-D', 'language=TypeScript', '--generate-visitor', 'false', '--generate-listener', 'false', '--exact-output-dir', 'true'];
execFileSync(process.execPath, [at('../node_modules/antlr-ng/dist/cli/runner.js'), ...options, '-o', out, grammar], { stdio: 'inherit' });
for (const name of ['SluiceLexer.ts', 'SluiceParser.ts']) {
  const path = `${out}/${name}`;
  writeFileSync(path, `// @ts-nocheck\n${readFileSync(path, 'utf8')}`);
}
