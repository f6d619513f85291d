import { posix } from 'node:path';
import { noteOfList } from '../../model/answers/evidence.ts';
import type { ChangedFile } from '../../model/change/change.ts';
import type { Check } from '../check.ts';
import { extensionOf, isManual, isPractice } from '../view/paths.ts';

/** Compiled programs and packages of them: what they hold cannot be reviewed, and belongs to a build or a release. */
const compiled = new Set(
  'exe dll so dylib a lib o obj pdb jar war ear class pyc pyo pyd whl egg gem node wasm apk aab ipa deb rpm msi dmg'.split(
    ' ',
  ),
);

/** Reports programs that the change adds or replaces, as one finding. */
export const binaries: Check = {
  scope: 'change',
  name: 'binaries',
  about: 'Compiled programs that are added or replaced.',
  *inspect({ files }) {
    const changed = new Set(files.map(({ path }) => path));
    const isUsual = (path: string) =>
      wrapper.test(path) && changed.has(path.replace(/\.jar$/, '.properties'));
    const paths = files
      .filter((file) => isUnreadable(file) && !isUsual(file.path))
      .map((file) => file.path)
      .toSorted();
    const [first] = paths;
    if (first === undefined) return;
    yield {
      severity: 'suggestion',
      kind: 'gap',
      title:
        paths.length === 1
          ? `Binary added or replaced: ${posix.basename(first)}`
          : `${paths.length} binaries added or replaced`,
      path: first,
      line: null,
      quote: null,
      explanation:
        'No reviewer can see what a program holds, and each version stays in the history of every clone.',
      evidence: paths.length === 1 ? [] : [noteOfList('Files', paths)],
      fix: 'Build it from source, or fetch it by check sum from a release; say in the pull request how it was made.',
    };
  },
  examples: {
    reports: [
      { change: { 'lib/tool.jar': 'PK\0\0' }, at: ['lib/tool.jar'], severity: 'suggestion' },
      {
        change: { 'gradle/wrapper/gradle-wrapper.jar': ['PK\0', 'PK\0\0'] },
        at: ['gradle/wrapper/gradle-wrapper.jar'],
        severity: 'suggestion',
      },
      { change: { 'b.exe': ['MZ\0', 'MZ\0\0'], 'a.exe': 'MZ\0' }, at: ['a.exe'], severity: 'suggestion' },
    ],
    ignores: [
      { 'logo.png': '\0PNG' },
      { 'test/fixtures/a.jar': 'PK\0' },
      {
        'gradle/wrapper/gradle-wrapper.jar': ['PK\0', 'PK\0\0'],
        'gradle/wrapper/gradle-wrapper.properties': ['a=1\n', 'a=2\n'],
      },
      { 'lib/old.jar': ['PK\0', null] },
      { 'src/bin': 'text\n' },
    ],
  },
};

const isUnreadable = (file: ChangedFile): boolean =>
  file.binary &&
  file.status !== 'deleted' &&
  file.oldOid !== file.newOid &&
  (compiled.has(extensionOf(file.path)) || (file.newMode === '100755' && extensionOf(file.path) === '')) &&
  !['vendored', 'generated'].includes(file.class) &&
  !isPractice(file.path) &&
  !isManual(file.path);

/** Programs that build tools put into every project, with the settings that name their version. */
const wrapper = /(^|\/)(gradle|maven)-wrapper\.jar$/;
