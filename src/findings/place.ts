import type { Place } from '../model/finding.ts';

/** Lines as agents write them: `12`, `12-14`, `12:5` (a column), `12–14,20-22`, `L12-L14`. */
const lineRange = String.raw`L?\d+(?:\s*[-–—]\s*L?\d+)?`;
const lineList = `${lineRange}(?:\\s*,\\s*${lineRange})*`;

/** A folder or a name whose brackets routers give a meaning: `app/[id]/page.tsx`, `(shop)/layout.tsx`. */
export const bracketed = String.raw`(?<=^|\/)(?:\[{1,2}[^\s[\]/]{1,60}\]{1,2}|\([^\s()/]{1,60}\))(?=[/.])`;

/** A path: something with a slash or a file ending, no blanks; perhaps lines behind `:` or `#L`, or a name in it (`a.py:Queue.put`). */
const placePattern = new RegExp(
  String.raw`^(?<path>(?:[^\s:#()[\]{}<>"'\`|*?,;]|${bracketed})+?)(?:(?::|#)(?<lines>${lineList})(?::\d+)?|:{1,2}(?<name>[A-Za-z_$][\w$]*(?:[.:]{1,2}[\w$]+)*(?:\(\))?))?$`,
);
const fileName = new RegExp(
  String.raw`(?:^|\/)(?:(?:${bracketed})?[\w@+~$.-]*\.[A-Za-z][\w+-]{0,11}|[A-Z][A-Za-z]*file|\.[a-z][\w.-]+)$`,
);

/** Reads `12`, `12-14`, `12-14,20` as ranges; backward ranges are turned round, line 0 is no line. */
export function readLines(text: string): { startLine: number; endLine: number }[] {
  const ranges: { startLine: number; endLine: number }[] = [];
  for (const part of text.split(',')) {
    const [first, last = first] = (part.match(/\d{1,9}/g) ?? []).map(Number);
    if (!first || !last) continue;
    ranges.push({ startLine: Math.min(first, last), endLine: Math.max(first, last) });
  }
  return ranges;
}

/** Reads one place as agents write it (`src/a.ts:12-14,20`, `a.ts#L3`, `a.ts`): one place per range; none when it is no path. */
export function readPlace(text: string): Place[] {
  const groups = placePattern.exec(text.trim())?.groups;
  const path = groups?.path
    ?.replace(/[\\/]+/g, '/')
    .replace(/^\.\//, '')
    .replace(/\/+$/, '');
  if (!path || !isPath(path, groups?.lines !== undefined)) return [];
  const ranges = readLines(groups?.lines ?? '');
  if (ranges.length === 0) return [{ path, startLine: null, endLine: null }];
  return ranges.map((range) => ({ path, ...range }));
}

/** Whether a word can be a path: lines behind it are proof, otherwise it needs a file ending. */
function isPath(word: string, hasLines: boolean): boolean {
  if (/^\w+:\/\//.test(word)) return false;
  return hasLines ? /[\w.]/.test(word) && !/^\d+$/.test(word) : fileName.test(word);
}
