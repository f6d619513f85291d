import { posix } from 'node:path';
import type { Check } from '../check.ts';

/** Reports links that lead out of the repository, or into git's own directory. */
export const symbolicLinks: Check = {
  scope: 'file',
  name: 'symbolic-links',
  about: 'Symbolic links that leave the repository.',
  *inspect(file) {
    if (file.file.newMode !== '120000' || file.addedText === '') return;
    // The content of a link is its target.
    const target = file.addedText;
    const path = posix.normalize(posix.join(posix.dirname(file.path), target));
    const isOutside =
      posix.isAbsolute(target) ||
      /^[A-Za-z]:[\\/]|^\\/.test(target) ||
      path === '..' ||
      path.startsWith('../');
    if (!isOutside && !/(^|\/)\.git(\/|$)/.test(path)) return;
    yield {
      severity: 'important',
      kind: 'gap',
      title: 'Symbolic link leaves the repository',
      path: file.path,
      line: 1,
      quote: target.slice(0, 200),
      explanation:
        'The target is not part of the repository: it is missing on other machines, and a tool that follows the link reads or overwrites files of whoever runs it.',
      fix: 'Link to a path inside the repository, or add the file itself.',
    };
  },
  // Modes cannot be said in a sample; symbolic-links.test.ts has the examples.
  examples: { reports: [], ignores: [{ 'a.txt': '/etc/passwd\n' }] },
};
