// What later rounds cost: five histories of six rounds, reviewed by agents that cost by what they read.
//   npm run bench:rounds [-- DIRECTORY]   compares with the build in DIRECTORY (it holds dist and action.yml), else with `rounds: whole`
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const [directory] = process.argv.slice(2);
if (directory !== undefined && !existsSync(join(directory, 'dist', 'action.js'))) {
  console.error(`There is no build in ${directory}: name a folder that holds dist/action.js.`);
  process.exit(3);
}
const environment = directory === undefined ? {} : { DEEP_REVIEW_OTHER_BUILD: resolve(directory) };
const ended = spawnSync('npx', ['vitest', 'run', '--project', 'rounds'], {
  stdio: 'inherit',
  env: { ...process.env, ...environment },
});
process.exit(ended.status ?? 1);
