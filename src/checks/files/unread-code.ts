import { kindOfFile } from '../../change/files/file-kind.ts';
import { noteOfList } from '../../model/answers/evidence.ts';
import type { ChangedFile } from '../../model/change/change.ts';
import type { Check } from '../check.ts';
import { isFixture } from '../view/paths.ts';

/** Reports new code that no reviewer is asked to read although nothing but the change itself says so, as one finding. */
export const unreadCode: Check = {
  scope: 'change',
  name: 'unread-code',
  about: 'New code that its own name, words or bytes keep from being read.',
  *inspect({ files }) {
    const unread = files
      .filter((file) => (file.selfDeclared || isDisguised(file)) && !isFixture(file.path))
      .toSorted((a, b) => (a.path < b.path ? -1 : 1));
    const [first] = unread;
    if (first === undefined) return;
    const names = unread.map((file) => `${file.path} (${file.class}: ${file.classReason})`);
    yield {
      severity: 'suggestion',
      kind: 'gap',
      title:
        unread.length === 1
          ? 'A new file of code that no reviewer is asked to read'
          : `${unread.length} new files of code that no reviewer is asked to read`,
      path: first.path,
      line: null,
      quote: null,
      explanation:
        'Its own name, words or bytes keep it out of the review, and nothing in the base vouches for it: no configuration, no .gitattributes, no such file in that folder before. What is in it reaches the branch unread.',
      evidence: [noteOfList('Files', names)],
      fix: 'Read it, or say in .gitattributes or the configuration of the base what it is.',
    };
  },
  examples: {
    reports: [
      { change: { 'src/auth.py': '\0\x01\x02'.repeat(90) }, at: ['src/auth.py'], severity: 'suggestion' },
    ],
    ignores: [
      { 'logo.png': '\0PNG', 'package-lock.json': '{ "lockfileVersion": 3 }\n' },
      { 'test/fixtures/a.js': '\0' },
      { 'src/old.js': ['\0', '\0\0'] },
    ],
  },
};

/** Binary content under a name of code, in a file that is new. */
const isDisguised = (file: ChangedFile): boolean =>
  file.class === 'binary' &&
  file.status === 'added' &&
  ['code', 'automation'].includes(kindOfFile(file.path));
