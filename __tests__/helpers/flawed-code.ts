import { createHash } from 'node:crypto';
import type { Change } from '../../src/model/change/change.ts';
import { buildChange, buildFile, type Texts } from './change.ts';

/** The parts of the code of a pull request; each can have one flaw. */
export const parts = [0, 1, 2, 3, 4, 5] as const;
/** See {@link parts}. */
export type Part = (typeof parts)[number];

/** The last two have the same flaw, told apart by what is around it alone. */
export const flawOf = (part: Part): string =>
  part < 4 ? `  unsafe(job, "flaw ${part}");` : '  return undefined;';

/** Whether the flaw's line stands nowhere else by chance, so that code knows it again when it comes back. */
export const isTelling = (part: Part): boolean => part < 4;

/** The branches that a pull request may go to, and what is wrong in each already. */
export const baseFlaws = { main: [], release: [1, 4] } as const satisfies Record<string, readonly Part[]>;
/** See {@link baseFlaws}. */
export type Branch = keyof typeof baseFlaws;

/** A pull request's code: parts in an order, some of them flawed, in a file that may have another name. */
export interface Code {
  readonly flawed: ReadonlySet<Part>;
  readonly order: readonly Part[];
  readonly name: string;
  /** How git shows the other name: as a rename, or as a deletion and a new file. */
  readonly isRename: boolean;
  /** What is flawed in a copy of the file; null without one. */
  readonly copied: ReadonlySet<Part> | null;
  /** A NUL byte hides the file's text. */
  readonly isHidden: boolean;
  readonly branch: Branch;
  /** Version of the base branch. */
  readonly base: number;
  readonly head: number;
}

/** The code of a pull request that was just opened. */
export const firstCode: Code = {
  flawed: new Set(),
  order: [...parts],
  name: 'src/a.js',
  isRename: false,
  copied: null,
  isHidden: false,
  branch: 'main',
  base: 1,
  head: 1,
};

const oldName = 'src/a.js';
const copyName = 'src/copy.js';

/** The line of a part's flaw. */
export const lineOf = ({ order }: Code, part: Part): number => 3 + 3 * order.indexOf(part);

/** Every flaw that stands somewhere, in the file or its copy. */
export const flawsIn = ({ flawed, copied }: Code): Part[] => [...new Set([...flawed, ...(copied ?? [])])];

/** Whether a flaw is the base branch's own, which the change leaves as it is. */
export const isOfBase = ({ name, isRename, branch }: Code, part: Part): boolean =>
  (name === oldName || isRename) && new Set<Part>(baseFlaws[branch]).has(part);

function textOf(flawed: ReadonlySet<Part>, order: readonly Part[], base: number): string {
  const bodyOf = (part: Part) => (flawed.has(part) ? flawOf(part) : `  keep(job, ${part});`);
  const bodies = order.flatMap((part) => [`export function part${part}(job) {`, bodyOf(part), '}']);
  return [`export const base = ${base};`, ...bodies, ''].join('\n');
}

/** Both versions of each file. */
export function textsOf({ flawed, order, name, isRename, copied, branch, base }: Code): Texts {
  const before = textOf(new Set<Part>(baseFlaws[branch]), parts, base);
  const after = `${textOf(flawed, order, base)}// on\n`;
  return {
    ...(name === oldName || isRename
      ? { [name]: [before, after] as const }
      : { [oldName]: [before, null] as const, [name]: [null, after] as const }),
    ...(copied && { [copyName]: [null, textOf(copied, parts, base)] as const }),
  };
}

/** What can be read of it. */
export function readableTextsOf(code: Code): Texts {
  const { [code.name]: hidden, ...others } = textsOf(code);
  return code.isHidden ? others : { ...others, [code.name]: hidden ?? '' };
}

/** The change that git shows. */
export function changeOf(code: Code, head: string): Change {
  const texts = textsOf(code);
  const files = Object.entries(texts).map(([path, text]) => {
    const versions = typeof text === 'string' ? ([null, text] as const) : text;
    const isRenamed = path !== oldName && versions[0] !== null;
    const renamed = isRenamed ? ({ status: 'renamed', oldPath: oldName } as const) : {};
    const copied = path === copyName ? ({ status: 'copied', oldPath: oldName } as const) : {};
    const hidden = code.isHidden && path === code.name ? { binary: true, hunks: [] } : {};
    return buildFile(path, versions, { ...renamed, ...copied, ...hidden });
  });
  return { ...buildChange({}), files, head };
}

/** What names the patch, wherever it is applied. */
export const patchOf = (code: Code): string =>
  createHash('sha1')
    .update(
      changeOf(code, '')
        .files.map(({ path, binary, newOid, hunks }) =>
          [path, binary ? newOid : hunks.map(({ body }) => body)].join(),
        )
        .join(),
    )
    .digest('hex');
