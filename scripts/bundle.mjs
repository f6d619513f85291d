// Bundles lib/ into dist/: one ncc build whose lazy chunks both entries share, minified, with licences. The same sources
// give the same bytes. Usage: node scripts/bundle.mjs [directory] [--maps]; with --maps each script's source map beside it.
import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { minify } from 'terser';
import { hintModules } from './compile-hints.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({ options: { maps: { type: 'boolean' } }, allowPositionals: true });
const [dist = join(root, 'dist')] = positionals;
const ncc = fileURLToPath(import.meta.resolve('@vercel/ncc/dist/ncc/cli.js'));

rmSync(dist, { recursive: true, force: true });
execFileSync(
  process.execPath,
  [
    ncc,
    'build',
    join(root, 'lib/bundle.js'),
    '--out',
    dist,
    ...(values.maps ? ['--source-map', '--no-source-map-register'] : []),
    '--license',
    'licenses.txt',
    '--quiet',
  ],
  { cwd: root, stdio: 'inherit' },
);

// ncc's own --minify leaves the lazy chunks as they are.
for (const file of readdirSync(dist).filter((name) => name.endsWith('.js'))) {
  const path = join(dist, file);
  const result = await minify(readFileSync(path, 'utf8'), {
    module: true,
    ...(values.maps && { sourceMap: { content: readFileSync(`${path}.map`, 'utf8') } }),
  });
  // A map knows nothing of what is written behind the back of its maker.
  writeFileSync(path, values.maps ? result.code : hintModules(result.code));
  if (values.maps) writeFileSync(`${path}.map`, result.map);
}

const action = join(dist, 'action.js');
const cli = join(dist, 'cli.js');
writeFileSync(action, "import { runAction } from './index.js';\n\nawait runAction();\n");
writeFileSync(
  cli,
  "#!/usr/bin/env node\nimport { runCli } from './index.js';\n\nawait runCli(process.argv.slice(2));\n",
);
chmodSync(cli, 0o755);
