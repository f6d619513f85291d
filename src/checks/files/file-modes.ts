import { noteOfList } from '../../model/answers/evidence.ts';
import type { ChangedFile } from '../../model/change/change.ts';
import type { Check } from '../check.ts';
import type { ChangeView } from '../view/change-view.ts';
import { extensionOf, isPractice } from '../view/paths.ts';

/** Programs that Windows or a loader starts without a first line that names an interpreter. */
const selfStarting = new Set([
  'bat',
  'cmd',
  'ps1',
  'exe',
  'com',
  'py',
  'pl',
  'rb',
  'sh',
  'bash',
  'zsh',
  'js',
  'mjs',
  'ts',
  'php',
  'command',
]);

/** Reports files made executable that are no program. */
export const fileModes: Check = {
  scope: 'change',
  name: 'file-modes',
  about: 'Files made executable although they are no script or program.',
  async *inspect(change) {
    const found: ChangedFile[] = [];
    for (const file of change.files) if (await isNoProgram(change, file)) found.push(file);
    const [first] = found;
    if (!first) return;
    const paths = found.map(({ path }) => path);
    yield {
      severity: 'suggestion',
      kind: 'regression',
      title: found.length === 1 ? 'File made executable' : `${found.length} files made executable`,
      path: first.path,
      line: null,
      quote: null,
      explanation: `The mode ${/^0*$/.test(first.oldOid) ? 'is' : `changes from ${first.oldMode} to`} 100755, yet the file does not begin with \`#!\`, so it is no program; often a copy from another file system did this.`,
      evidence: found.length === 1 ? [] : [noteOfList('Files', paths)],
      fix: `git update-index --chmod=-x ${paths
        .slice(0, 10)
        .map((path) => JSON.stringify(path))
        .join(' ')}`,
    };
  },
  // Modes cannot be said in a sample; file-modes.test.ts has the examples.
  examples: { reports: [], ignores: [{ 'a.txt': 'x\n' }] },
};

async function isNoProgram(change: ChangeView, file: ChangedFile): Promise<boolean> {
  const { oldMode, newMode, status, binary, path } = file;
  if (newMode !== '100755' || oldMode === '100755' || binary || status === 'renamed') return false;
  if (file.class === 'vendored' || isPractice(path)) return false;
  if (selfStarting.has(extensionOf(path)) || /(^|\/)(bin|scripts?|hooks|\.husky|\.?git-?hooks)\//.test(path))
    return false;
  const text = await change.view(file).read('new');
  return text !== null && text !== '' && !text.startsWith('#!');
}
