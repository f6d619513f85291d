import picomatch from 'picomatch';
import type { Configuration } from '../../config/configuration.ts';
import type { FileClass } from '../../model/change/change.ts';
import type { PathAttributes } from './base/attributes.ts';
import { classOfName } from './well-known-names.ts';

/** A class with its reason, in words for the report. */
export interface Classification {
  readonly class: FileClass;
  readonly classReason: string;
}

/** A file at one end of the change, as far as its class depends on it. */
export interface FileEnd {
  readonly path: string;
  readonly mode: string;
  readonly attributes: PathAttributes | undefined;
  readonly isBinary: boolean;
  /** It says that it is generated. */
  readonly isMarked: boolean;
  readonly isMinified: boolean;
}

/** Decides the class of a file by what it is at one end. */
export type Classify = (end: FileEnd) => Classification;

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

  return ({ path, mode, attributes, isBinary, isMarked, isMinified }) => {
    const glob = globs.find(({ matches }) => matches(path));
    if (glob) return { class: glob.class, classReason: `configuration: ${glob.glob}` };
    if (mode === submoduleMode) return { class: 'vendored', classReason: 'submodule' };
    if (attributes?.vendored) return { class: 'vendored', classReason: '.gitattributes: linguist-vendored' };
    if (attributes?.generated)
      return { class: 'generated', classReason: '.gitattributes: linguist-generated' };
    const named = classOfName(path);
    const denied = named?.class === 'vendored' ? attributes?.vendored : attributes?.generated;
    if (named && denied !== false) return { class: named.class, classReason: named.reason };
    if (isBinary) return { class: 'binary', classReason: 'binary content' };
    if (attributes?.diff === false) return { class: 'ignored', classReason: '.gitattributes: -diff' };
    if (attributes?.generated !== false) {
      if (isMarked) return { class: 'generated', classReason: 'says that it is generated' };
      if (isMinified) return { class: 'generated', classReason: 'minified' };
    }
    return { class: 'reviewed', classReason: 'to be read' };
  };
}

const submoduleMode = '160000';
