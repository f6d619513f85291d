import { createTwoFilesPatch } from 'diff';
import { quotePath } from '../places/quote-path.ts';

/** What `git apply` takes to make one text of a file into another, with git's headers; empty where they are alike. */
export function writePatch(path: string, before: string | null, after: string): string {
  if (before === after) return '';
  const [old, fresh] = [quotePath(`a/${path}`), quotePath(`b/${path}`)];
  const written = createTwoFilesPatch('a', 'b', before ?? '', after, undefined, undefined, { context: 3 });
  return [
    `diff --git ${old} ${fresh}`,
    ...(before === null ? ['new file mode 100644', '--- /dev/null'] : [`--- ${old}`]),
    `+++ ${fresh}`,
    // The library quotes names in its own way.
    written.slice(written.indexOf('@@ ')),
  ].join('\n');
}
