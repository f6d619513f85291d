import { type Canary, type Files, touch } from './canary.ts';

/** What makes git run something: filters, text conversion, and a repository hidden in a folder. */
export function gitTricks(canary: Canary): Files {
  const config = `[core]\n\trepositoryformatversion = 0\n\tbare = true\n\tfsmonitor = ${touch(canary, 'nested-fsmonitor')}; false\n[diff]\n\texternal = ${touch(canary, 'nested-diff')}\n`;
  return {
    '.gitattributes': '* filter=evil diff=evil merge=evil\n',
    '.gitmodules': `[submodule "evil"]\n\tpath = evil\n\turl = ${canary.url}/evil.git\n\tupdate = !${touch(canary, 'submodule')}\n`,
    'nested/HEAD': 'ref: refs/heads/main\n',
    'nested/config': config,
    'nested/objects/keep': '',
    'nested/refs/keep': '',
  };
}
