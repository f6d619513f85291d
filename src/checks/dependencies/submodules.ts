import type { Check } from '../check.ts';
import { quoteLine } from '../view/quote.ts';

/** A submodule of `.gitmodules` and the line its address stands on. */
interface Submodule {
  readonly url: string;
  readonly line: number;
}

/** Reports code that is to come from somewhere else. */
export const submodules: Check = {
  scope: 'file',
  name: 'submodules',
  about: 'New addresses in `.gitmodules`.',
  async *inspect(file) {
    if (file.path !== '.gitmodules') return;
    const head = await file.read('new');
    if (head === null) return;
    const before = readSubmodules((await file.read('old')) ?? '');
    const lines = head.split('\n');
    for (const [name, { url, line }] of readSubmodules(head)) {
      const known = before.get(name)?.url;
      const isUnsafe = /^(?:http|git|file|ext|fd):|^-|::/.test(url);
      if (known === url || (known !== undefined && !isUnsafe && placeOf(known) === placeOf(url))) continue;
      yield {
        severity: known !== undefined || isUnsafe ? 'important' : 'suggestion',
        kind: known === undefined ? 'gap' : 'regression',
        title:
          known === undefined
            ? `Submodule \`${name}\` added`
            : `Submodule \`${name}\` comes from another address`,
        path: file.path,
        line,
        quote: quoteLine(lines[line - 1] ?? ''),
        explanation: `${known === undefined ? 'Code of another repository becomes part of this one' : `The address was \`${known}\``}${isUnsafe ? '; this address is neither encrypted nor authenticated, or starts a program' : ''}.`,
        fix: isUnsafe
          ? 'Use an https or ssh address.'
          : 'Make sure that the owner of this address is trusted.',
      };
    }
  },
  examples: {
    reports: [
      {
        change: {
          '.gitmodules': [
            '[submodule "a"]\n\tpath = a\n\turl = https://a.example/a.git\n',
            '[submodule "a"]\n\tpath = a\n\turl = https://b.example/a.git\n',
          ],
        },
        at: ['.gitmodules:3'],
        severity: 'important',
      },
      {
        change: { '.gitmodules': '[submodule "a"]\n\tpath = a\n\turl = ext::sh -c id\n' },
        at: ['.gitmodules:3'],
        severity: 'important',
      },
      {
        change: { '.gitmodules': '[submodule "a"]\n\tpath = a\n\turl = https://a.example/a.git\n' },
        at: ['.gitmodules:3'],
        severity: 'suggestion',
      },
    ],
    ignores: [
      {
        '.gitmodules': [
          '[submodule "a"]\n\turl = git://a.example/a\n',
          '[submodule "a"]\n\turl = https://a.example/a.git\n',
        ],
      },
      {
        '.gitmodules': [
          '[submodule "a"]\n\turl = https://a.example/a.git\n',
          '[submodule "a"]\n\tbranch = main\n\turl = https://a.example/a.git\n',
        ],
      },
      { 'docs/.gitmodules': '[submodule "a"]\n\turl = https://a.example/a.git\n' },
    ],
  },
};

/** What an address names, however it is written: `git://h/x`, `git@h:x` and `https://h/x.git` are one. */
const placeOf = (url: string): string =>
  url
    .replace(/^[a-z+]+:\/\//, '')
    .replace(/^[^@/]*@/, '')
    .replace(/^([^/:]+):(?!\d)/, '$1/')
    .replace(/\/?(?:\.git)?\/?$/, '')
    .toLowerCase();

function readSubmodules(text: string): Map<string, Submodule> {
  const found = new Map<string, Submodule>();
  let name = '';
  text.split('\n').forEach((line, index) => {
    name = /^\s*\[submodule "(.*)"\]/.exec(line)?.[1] ?? name;
    const url = /^\s*url\s*=\s*(.*?)\s*$/i.exec(line)?.[1];
    if (url !== undefined) found.set(name, { url, line: index + 1 });
  });
  return found;
}
