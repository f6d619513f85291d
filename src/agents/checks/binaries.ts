import type { ChangedFile } from '../../change/change.ts';
import type { Check } from './check.ts';
import { extensionOf, isFixture } from './paths.ts';

/** Compiled programs and archives: what they hold cannot be reviewed, and belongs to a build or a release. */
const compiled = new Set(
  'exe dll so dylib a lib o obj pdb jar war ear class pyc pyo pyd whl egg gem node wasm apk aab ipa deb rpm msi dmg iso bin zip tar gz tgz bz2 xz 7z rar'.split(
    ' ',
  ),
);

/** Reports programs and archives that the change adds or replaces. */
export const binaries: Check = {
  scope: 'file',
  name: 'binaries',
  about: 'Compiled programs and archives that are added or replaced.',
  *inspect({ file, path }) {
    if (!file.binary || !compiled.has(extensionOf(path)) || !isNewContent(file) || isFixture(path)) return;
    yield {
      severity: 'suggestion',
      kind: 'gap',
      title: `Binary ${file.status === 'added' ? 'added' : 'replaced'}: ${path.slice(path.lastIndexOf('/') + 1)}`,
      path,
      line: null,
      quote: null,
      explanation:
        'No reviewer can see what a program or an archive holds, and each version stays in the history of every clone.',
      fix: 'Build it from source, or fetch it by check sum from a release; say in the pull request how it was made.',
    };
  },
  examples: {
    reports: [{ change: { 'lib/tool.jar': 'PK\0\0' }, at: ['lib/tool.jar'], severity: 'suggestion' }],
    ignores: [
      { 'logo.png': '\0PNG' },
      { 'test/fixtures/a.zip': 'PK\0' },
      { 'lib/old.jar': ['PK\0', null] },
      { 'src/bin': 'text\n' },
    ],
  },
};

const isNewContent = (file: ChangedFile): boolean => file.status !== 'deleted' && file.oldOid !== file.newOid;
