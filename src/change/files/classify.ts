import picomatch from 'picomatch';
import type { Configuration } from '../../config/configuration.ts';
import type { FileClass } from '../../model/change/change.ts';
import type { ParsedFile } from '../diff/parse-diff.ts';
import type { PathAttributes } from './attributes.ts';
import { classOfName } from './well-known-names.ts';

/** A class with its reason, in words for the report. */
export interface Classification {
  readonly class: FileClass;
  readonly classReason: string;
}

/** Decides the class of one file. */
export type Classify = (
  file: ParsedFile,
  attributes: PathAttributes | undefined,
  isMarked: boolean,
) => Classification;

/** Mean length of added lines from which JavaScript or CSS counts as minified; people's code stays below 110. */
const minifiedLineLength = 300;

/** A classifier under a configuration's globs; the first rule that speaks decides, the repository's own words first. */
export function createClassifier(
  configuration: Pick<Configuration, 'ignore' | 'generated' | 'vendored'>,
): Classify {
  const globs = (['ignore', 'vendored', 'generated'] as const).flatMap((key) =>
    configuration[key].map((glob) => ({
      class: key === 'ignore' ? ('ignored' as const) : key,
      glob,
      matches: picomatch(glob, { dot: true }),
    })),
  );

  return (file, attributes, isMarked) => {
    const glob = globs.find(({ matches }) => matches(file.path));
    if (glob) return { class: glob.class, classReason: `configuration: ${glob.glob}` };
    if (isSubmodule(file)) return { class: 'vendored', classReason: 'submodule' };
    if (attributes?.vendored) return { class: 'vendored', classReason: '.gitattributes: linguist-vendored' };
    if (attributes?.generated)
      return { class: 'generated', classReason: '.gitattributes: linguist-generated' };
    const named = classOfName(file.path);
    const denied = named?.class === 'vendored' ? attributes?.vendored : attributes?.generated;
    if (named && denied !== false) return { class: named.class, classReason: named.reason };
    if (file.binary) return { class: 'binary', classReason: 'binary content' };
    if (attributes?.diff === false) return { class: 'ignored', classReason: '.gitattributes: -diff' };
    if (attributes?.generated !== false) {
      if (isMarked) return { class: 'generated', classReason: 'says that it is generated' };
      if (isMinified(file)) return { class: 'generated', classReason: 'minified' };
    }
    return { class: 'reviewed', classReason: 'to be read' };
  };
}

const isSubmodule = (file: ParsedFile) => file.oldMode === '160000' || file.newMode === '160000';

function isMinified(file: ParsedFile): boolean {
  if (!/\.(?:js|mjs|cjs|css)$/.test(file.path) || file.additions === 0) return false;
  const length = file.hunks.reduce((sum, hunk) => sum + hunk.body.length, 0);
  const lines = file.hunks.reduce((sum, hunk) => sum + hunk.oldCount + hunk.newCount, 0);
  return length / Math.max(1, lines) > minifiedLineLength;
}
