import type { QuoteMatch } from '../../../change/places/quote.ts';
import type { Side } from '../../../model/change/change.ts';
import type { Sources } from '../../../model/change/sources.ts';
import type { Finding } from '../../../model/finding.ts';
import { isProse } from './idle-code.ts';
import {
  acronymsIn,
  isTelling,
  modulesImportedBy,
  namesDefinedIn,
  namesIn,
  namesInProse,
  namesUsedIn,
  parentsIn,
  partsIn,
} from './linked-names.ts';

/** Code that is cited, in a file that neither the claim nor the change is about, and what is said of it. */
interface CitedPlace {
  readonly path: string;
  readonly side: Side;
  readonly place: QuoteMatch;
  readonly said: string;
}

/**
 * Lines around a place that belong to it. A claim's own names count anywhere near the citation; those of the code around the claim (the
 * function that the line stands in) only right beside it.
 */
const around = { citation: 15, claim: 5, beside: 3 } as const;
/** What is no name where it is cited (a column, a dependency) may be one word of claim, line and reason, if it is no shorter than this. */
const shortestWord = 5;

/**
 * Whether a cited place has to do with a claim: one of the two files imports or names the other, or defines what a class of the claim's file is
 * made of; or the citation stands near a name of the claim or of its code, or claim, line and reason have a telling word in common.
 */
export function isConnected(
  { path, side, place, said }: CitedPlace,
  claim: Finding,
  sources: Sources,
): boolean {
  const own = linesOfClaim(claim, sources);
  const lines = sources.lines(path, side) ?? [];
  const words = `${claim.title}\n${claim.explanation}\n${own.nearby.join('\n')}`;
  if (words.includes(baseName(path))) return true;
  const imported = modulesImportedBy(own.file);
  if (imported.has(moduleName(path))) return true;
  if (claim.anchor.path !== null && modulesImportedBy(lines).has(moduleName(claim.anchor.path))) return true;
  if (folderOf(path) === folderOf(claim.anchor.path ?? '') && areOnePackage(lines, own.file)) return true;
  const defined = namesDefinedIn(lines);
  if ([...parentsIn(own.file)].some((name) => defined.has(name))) return true;

  const within = (distance: number) =>
    lines.slice(Math.max(0, place.startLine - 1 - distance), place.endLine + distance);
  if (claim.anchor.path !== null && namesFile(path, within(around.citation), claim.anchor.path)) return true;
  const names = [
    ...namesIn([claim.quote ?? '', ...own.code].join('\n')),
    ...namesInProse(`${claim.title}\n${claim.explanation}`),
  ];
  const near = namesUsedIn(within(around.citation));
  const anywhere = namesUsedIn(lines);
  if (names.some((name) => near.has(name) || (isUnmistakable(name) && anywhere.has(name)))) return true;
  const beside = namesUsedIn(within(around.beside));
  if ([...namesIn(own.nearby.join('\n'))].some((name) => isUnmistakable(name) && beside.has(name)))
    return true;
  // A text for people uses words and does nothing.
  if (isProse(path)) return false;
  const cited = namesIn(within(0).join('\n'));
  const spoken = namesIn(said.replaceAll('_', ' '));
  if (
    [...names, ...imported].some((name) => name.length >= shortestWord && cited.has(name) && spoken.has(name))
  )
    return true;
  const parts = partsIn(within(0).join('\n'));
  const spokenParts = partsIn(said);
  return [...acronymsIn(`${claim.title}\n${claim.explanation}`)].some(
    (name) => parts.has(name) && spokenParts.has(name),
  );
}

/** Whether code names a file, as what runs it or copies it does; by more than its last name where many have that. */
function namesFile(path: string, lines: readonly string[], named: string): boolean {
  const name = baseName(named);
  const isCommon = !isTelling(name.replace(/\.\w+$/, '').toLowerCase());
  const wanted = isCommon ? named.split('/').slice(-2).join('/') : name;
  if (isProse(path) || !wanted.includes('.') || (isCommon && !wanted.includes('/'))) return false;
  const pattern = new RegExp(`(?<![\\w.-])${wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-])`);
  return lines.some((line) => pattern.test(line));
}

/** The file that a claim is about, the lines complained of, and those around them. */
function linesOfClaim({ anchor }: Finding, sources: Sources) {
  const { path, startLine, endLine, side } = anchor;
  const file = (path === null ? null : sources.lines(path, side)) ?? [];
  if (startLine === null) return { file, code: [], nearby: [] };
  const last = endLine ?? startLine;
  return {
    file,
    code: file.slice(startLine - 1, last),
    nearby: file.slice(Math.max(0, startLine - 1 - around.claim), last + around.claim),
  };
}

/** What a file says that it belongs to: files of one package use each other's names without a word. */
const belonging = /^\s*(?:package|namespace)\s+([\w.:\\]+)/;
function areOnePackage(one: readonly string[], other: readonly string[]): boolean {
  const [a, b] = [one, other].map(
    (lines) => belonging.exec(lines.find((line) => belonging.test(line)) ?? '')?.[1],
  );
  return a !== undefined && a === b;
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
/** What a file is imported as, in lower case; empty where that is too short to tell it from others. */
function moduleName(path: string): string {
  const name = baseName(path).replace(/\.\w+$/, '');
  return name.length > 3 ? name.toLowerCase() : '';
}
/** Made of several words, or long: no name that two files have in common by chance. */
const isUnmistakable = (name: string): boolean => name.length >= 12 || /[a-z\d]_[a-z\d]/.test(name);
