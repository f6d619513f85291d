import type { Place } from '../../../model/finding.ts';
import { bracketed, readLines, readPlace } from '../../place.ts';

const lineList = String.raw`L?\d+(?:\s*[-–—〜~]\s*L?\d+)?(?:\s*,\s*L?\d+(?:\s*[-–—〜~]\s*L?\d+)?)*`;

/** A link, a code span or a word, with the lines that may stand behind it: `a.ts`:12, `a.ts` (lines 12-14), `a.ts` line 12. */
const token = new RegExp(
  String.raw`(?:\[(?<label>[^[\]]*(?:\[[^[\]]*\][^[\]]*)?)\]\((?<target>[^)\s]*)\)|(?<fence>\`+)(?<code>.+?)\k<fence>|(?<word>(?:[^\s\`,;()[\]*：，、；（）【】「」]|${bracketed})+))` +
    String.raw`(?::(?<lines>${lineList})|\s?[:：]\s?(?<apart>${lineList})(?=[^\S\n]*(?:$|[\n,;)）]))|(?:\s+file)?,?\s*[(（]?(?:[~≈]|(?:approx\.?|around|near|about)\s+)?(?:\b(?:at )?(?:[Ll]ines?|[Zz]eilen?|[Ll]ignes?|[Ll][ií]neas?|[Ll]inhas?|righe|regels?|satır)\s+|(?:строк[аеиу]|라인|줄)\s+|第\s*|行\s*|(?=L\d))(?<wordy>${lineList})(?:\s*行目?)?[)）]?|\s*[(（]?(?<counted>${lineList})\s*(?:行目?|번째 줄|번 라인|행|줄|라인)[)）]?|\s*\[(?<squared>\d+(?:\s*-\s*\d+)?)\])?`,
  'g',
);

/** The places that a line of Markdown names, in order. A word without code marks needs line numbers or a slash to be one. */
export function readPlaces(markdown: string): Place[] {
  return [...markdown.matchAll(token)].flatMap(({ groups = {} }) => placesOf(groups));
}

/** Whether a line of Markdown is places and what joins them, nothing else. */
export function isOnlyPlaces(markdown: string): boolean {
  let count = 0;
  const left = markdown.replace(token, (...match) => {
    const groups = match.at(-1) as Record<string, string | undefined>;
    const places = placesOf(groups);
    count += places.length;
    return places.length > 0 || /^(and|or|vs\.?|also|see|used|at|in|&|\+)$/.test(groups.word ?? '')
      ? ''
      : '\0';
  });
  return count > 0 && /^[\s,;:()*]*$/.test(left);
}

function placesOf(groups: Readonly<Record<string, string | undefined>>): Place[] {
  const {
    label,
    target,
    code,
    word,
    lines = groups.wordy ?? groups.counted ?? groups.squared ?? groups.apart,
  } = groups;
  if (target !== undefined) return placesOfLink((label ?? '').replace(/`/g, ''), target, lines);
  if (code !== undefined) return withLines(placesOfCode(code), lines);
  const places = withLines(readPlace((word ?? '').replace(/[.:]$/, '')), lines);
  return places.filter(({ path, startLine }) => startLine !== null || path.includes('/'));
}

/** A path in code with blanks in its folders, which lines behind it prove: `My Game/Player.cs:12`. */
const pathWithBlanks = new RegExp(
  String.raw`^(?<path>[\w@][^\n:*?"<>|;,=()]{0,200}\/[^\n:*?"<>|;,=()/]{1,100}\.[A-Za-z]\w{0,7}):(?<lines>${lineList})$`,
);

/** Code may hold several places: `a.md:15, 41; b.bats:3`. Without a line or a slash, a dotted name is a method, unless it stands alone as a file. */
function placesOfCode(code: string): Place[] {
  const single = readPlace(code);
  if (single.length > 0) return single;
  const { path, lines } = pathWithBlanks.exec(code)?.groups ?? {};
  if (path !== undefined) return withLines([{ path, startLine: null, endLine: null }], lines);
  if (!/[;,]/.test(code)) return [];
  return code.split(/;\s*|,\s*(?=[^\s\d])/).flatMap((part) => readPlace(part));
}

/** A link to a file: the label says the place; its target may add the lines (`#L12-L14`, `:12`) and the folders. */
function placesOfLink(label: string, target: string, lines: string | undefined): Place[] {
  const [, file = '', behind] =
    /^([^#?]*?)(?:#L?(\d+(?:-L?\d+)?)|:(\d+(?:-\d+)?)(?::\d+)?)?$/
      .exec(decoded(target))
      ?.map((part, index, all) => (index === 2 ? (part ?? all[3]) : part)) ?? [];
  const places = readPlace(label.replace(/\s*\[(\d+(?:\s*-\s*\d+)?)\]$/, ':$1'));
  const [first] = places;
  const path = readPlace(file)[0]?.path;
  if (first === undefined)
    return path !== undefined && behind !== undefined ? withLines(readPlace(file), behind) : [];
  const named = withLines(places, lines ?? behind);
  // A bare name may stand for several files; the target tells which.
  const isLonger = path !== undefined && !first.path.includes('/') && path.endsWith(`/${first.path}`);
  return isLonger ? [...named, ...named.slice(0, 1).map((place) => ({ ...place, path }))] : named;
}

function decoded(target: string): string {
  try {
    return decodeURI(target);
  } catch {
    return target;
  }
}

function withLines(places: readonly Place[], lines: string | undefined): Place[] {
  const [place] = places;
  if (lines === undefined || place === undefined || place.startLine !== null) return [...places];
  const ranges = readLines(lines);
  return ranges.length === 0 ? [...places] : ranges.map((range) => ({ path: place.path, ...range }));
}
