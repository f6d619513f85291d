import type { Check } from '../check.ts';
import { isPractice } from '../view/paths.ts';
import { quoteLine } from '../view/quote.ts';

/** Scripts that npm runs on the machine of everyone who installs: https://docs.npmjs.com/cli/using-npm/scripts#life-cycle-scripts. */
const lifecycle = ['preinstall', 'install', 'postinstall', 'prepare'];
/** What `prepare` is for: builds, hooks of git, and the like. */
const usual =
  /^(?:[\w-]+ )?(?:husky|simple-git-hooks|lefthook|is-ci|npm run|yarn|pnpm|bun run|tsc|rollup|vite|tsup|unbuild|ts-patch|patch-package|microbundle|bob|astro|svelte-kit|turbo)\b/;

/** Reports scripts that start to run wherever the package is installed. */
export const installScripts: Check = {
  scope: 'file',
  name: 'install-scripts',
  about: 'Scripts that run when a package is installed, added or changed in `package.json`.',
  async *inspect(file) {
    if (!/(^|\/)package\.json$/.test(file.path) || !file.isReviewed || isPractice(file.path)) return;
    // A name may be written with escapes.
    if (!/install"|prepare"|\\u00/.test(file.addedText)) return;
    const [before, after] = [scriptsOf(await file.read('old')), scriptsOf(await file.read('new'))];
    for (const name of lifecycle) {
      const command = after[name];
      if (typeof command !== 'string' || command === before[name]) continue;
      if (name === 'prepare' && usual.test(command)) continue;
      const [place] = file.search(new RegExp(`"${name}"\\s*:\\s*"`, 'g'));
      yield {
        severity: 'suggestion',
        kind: 'gap',
        title: `\`${name}\` script ${before[name] === undefined ? 'added' : 'changes'}`,
        path: file.path,
        line: place?.line ?? null,
        quote: place ? quoteLine(place.text, place.column) : null,
        explanation:
          'The package manager runs this command on every machine that installs the package, with the rights of the user.',
        fix: 'Make sure that it is needed, and that it runs nothing it has just downloaded.',
      };
    }
  },
  examples: {
    reports: [
      {
        change: {
          'package.json': [
            '{\n  "scripts": {}\n}\n',
            '{\n  "scripts": {\n    "postinstall": "node setup.js"\n  }\n}\n',
          ],
        },
        at: ['package.json:3'],
        severity: 'suggestion',
      },
      // npm takes a byte order mark, and a name written with escapes.
      {
        change: {
          'package.json': [
            '{\n  "scripts": {}\n}\n',
            '\uFEFF{\n  "scripts": {\n    "post\\u0069nstall": "node setup.js"\n  }\n}\n',
          ],
        },
        at: ['package.json'],
        severity: 'suggestion',
      },
    ],
    ignores: [
      {
        'package.json': [
          '{\n  "scripts": { "postinstall": "x"}}\n',
          '{\n  "scripts": {\n  "postinstall": "x"}}\n',
        ],
      },
      { 'package.json': '{\n  "scripts": {\n    "prepare": "husky"\n  }\n}\n' },
    ],
  },
};

function scriptsOf(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const { scripts } = JSON.parse((text ?? '{}').replace(/^\uFEFF/, '')) as { scripts?: unknown };
    return typeof scripts === 'object' && scripts !== null ? (scripts as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
