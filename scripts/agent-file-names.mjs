// Lists names of files that agents may take orders from, and that a workspace does not withhold yet:
//   node scripts/agent-file-names.mjs FOLDER...       names in the programs of installed packages
//   node scripts/agent-file-names.mjs --run COMMAND   names that a command looks for in an empty folder (needs strace)
// A name is a candidate, not a verdict: try what the agent makes of the file. Needs `npm run -s compile`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isInstructionFile } from '../lib/change/files/instruction-files.js';

/** Quoted words of a program that look like such a file or folder. */
const shapes = [
  /["'`/](\.(?:[a-z][\w-]*)?ignore)(?=["'`/*])/gi,
  /["'`/]((?:[A-Z][A-Z_-]{2,}(?:\.(?:local|override))?|copilot-instructions|context)\.mdc?)(?=["'`])/g,
  /["'`/](\.[a-z][\w-]*(?:rules|hints|instructions)(?:\.mdc?)?)(?=["'`/])/g,
  /["'`](\.[a-z][\w-]{2,})(?=["'`]\s*,\s*["'`](?:rules|skills|agents|commands|hooks|plugins|prompts|instructions|workflows|settings(?:\.local)?\.json|mcp\.json|config\.toml)["'`])/g,
  /["'`/](\.[a-z][\w-]{2,})\/(?:rules|skills|agents|commands|hooks|plugins|prompts|instructions|settings(?:\.local)?\.json|mcp\.json|config\.toml)\b/g,
  /["'`](\.github\/[\w./-]+)(?=["'`])/g,
];

const [first, ...rest] = process.argv.slice(2);
if (!first) throw new Error('Name the folders of packages, or --run and a command.');
const found = first === '--run' ? namesOfRun(rest) : namesInPrograms([first, ...rest]);
const open = [...found].filter(([name]) => !isInstructionFile(name)).sort(([, a], [, b]) => b.size - a.size);
for (const [name, where] of open) console.log(`${name}\t${[...where].slice(0, 4).join(' ')}`);
console.error(`${found.size} names, of which ${open.length} are not withheld`);

function namesInPrograms(folders) {
  const names = new Map();
  for (const folder of folders) {
    for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const file = join(folder, entry);
      const isProgram =
        /\.(?:[cm]?js|exe|node|wasm)$|\/bin\/|\/[a-z-]+$/.test(file) && !/\/(?:test|docs?)\//.test(file);
      if (!isProgram || !statSync(file).isFile()) continue;
      const text = readFileSync(file, 'latin1');
      const owner = /node_modules\/((?:@[^/]+\/)?[^/]+)(?!.*node_modules)/.exec(file)?.[1] ?? entry;
      for (const shape of shapes) for (const [, name] of text.matchAll(shape)) note(names, name, owner);
    }
  }
  return names;
}

function namesOfRun(command) {
  const directory = mkdtempSync(join(tmpdir(), 'agent-file-names-'));
  const trace = join(tmpdir(), `agent-file-names-${process.pid}.trace`);
  try {
    const calls = 'open,openat,stat,lstat,newfstatat,statx,access,faccessat,faccessat2,readlink';
    spawnSync('strace', ['-f', '-qq', '-s', '400', '-e', `trace=${calls}`, '-o', trace, ...command], {
      cwd: directory,
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: 120_000,
    });
    const names = new Map();
    for (const [, path] of readFileSync(trace, 'utf8').matchAll(/"([^"\n]+)"/g)) {
      const inside = path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : null;
      if (inside) note(names, inside, 'looked for');
    }
    return names;
  } finally {
    rmSync(directory, { recursive: true, force: true });
    rmSync(trace, { force: true });
  }
}

function note(names, name, where) {
  names.set(name, (names.get(name) ?? new Set()).add(where));
}
