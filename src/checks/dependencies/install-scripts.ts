import type { Check } from '../check.ts';
import { isFixture } from '../view/paths.ts';
import { quoteLine } from '../view/quote.ts';

/** Scripts that npm runs on the machine of everyone who installs: https://docs.npmjs.com/cli/using-npm/scripts#life-cycle-scripts. */
const lifecycle = /^\s*"(?<name>preinstall|install|postinstall)"\s*:\s*"(?<command>(?:[^"\\]|\\.)+)"/gm;

/** Reports scripts that start to run wherever the package is installed. */
export const installScripts: Check = {
  scope: 'file',
  name: 'install-scripts',
  about: 'Scripts that run when a package is installed, added or changed in `package.json`.',
  async *inspect(file) {
    if (!/(^|\/)package\.json$/.test(file.path) || !file.isReviewed || isFixture(file.path)) return;
    for (const { line, text, match } of file.search(lifecycle)) {
      const { name = '', command = '' } = match.groups ?? {};
      if ((await file.read('old'))?.includes(`"${name}": "${command}"`)) continue;
      yield {
        severity: 'suggestion',
        kind: 'gap',
        title: `\`${name}\` script ${(await file.read('old'))?.includes(`"${name}"`) ? 'changes' : 'added'}`,
        path: file.path,
        line,
        quote: quoteLine(text.trim()),
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
