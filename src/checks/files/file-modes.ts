import type { Check } from '../check.ts';
import { extensionOf } from '../view/paths.ts';

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
  scope: 'file',
  name: 'file-modes',
  about: 'Files made executable although they are no script or program.',
  async *inspect(file) {
    const { oldMode, newMode, oldOid, status, binary } = file.file;
    if (newMode !== '100755' || oldMode === '100755' || binary || status === 'renamed') return;
    if (selfStarting.has(extensionOf(file.path)) || /(^|\/)(bin|scripts?|hooks)\//.test(file.path)) return;
    const text = await file.read('new');
    if (text === null || text === '' || text.startsWith('#!')) return;
    yield {
      severity: 'suggestion',
      kind: 'regression',
      title: 'File made executable',
      path: file.path,
      line: null,
      quote: null,
      explanation: `The mode ${/^0*$/.test(oldOid) ? 'is' : `changes from ${oldMode} to`} 100755, yet the file does not begin with \`#!\`, so it is no program; often a copy from another file system did this.`,
      fix: `git update-index --chmod=-x ${JSON.stringify(file.path)}`,
    };
  },
  // Modes cannot be said in a sample; file-modes.test.ts has the examples.
  examples: { reports: [], ignores: [{ 'a.txt': 'x\n' }] },
};
