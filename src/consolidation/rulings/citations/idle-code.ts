import type { Sources } from '../../../model/change/sources.ts';
import type { Finding } from '../../../model/finding.ts';
import { findCommentLines, isCommentBehindCode } from './comment-lines.ts';
import { findComplainedLines } from './complained-lines.ts';
import { findImportLines } from './import-lines.ts';
import { isPretended, isSwitchedOff } from './switched-off.ts';

/** Lines of a file that a citation shows. */
export interface ShownLines {
  readonly path: string;
  /** The whole file. */
  readonly lines: readonly string[];
  /** Positions in it, from 0. */
  readonly shown: readonly number[];
  readonly quote: string;
}

/** Files that speak of code and do nothing. */
const prose =
  /(?:^|\/)(?:licen[cs]e|copying|notice|authors|readme|changelog|contributing)(?:[-_][\w.-]*)?$|\.(?:md|markdown|rst|adoc)$|(?:^|\/)docs?\/.*\.html?$|(?:^|\/)(?!requirements|constraints|cmakelists|robots)[^/]*\.txt$/i;
/** Whether a file is a text for people. */
export const isProse = (path: string): boolean => prose.test(path);

/** Files of texts that a program shows, for each language. */
const translations =
  /(?:^|\/)_?(?:locales?|i18n|l10n|lang(?:uage)?s?|translations?)\/.*\.(?:json5?|ya?ml|toml|xml|properties|ini)$|\.(?:po|pot|arb|strings|stringsdict|xliff?|xlf|resx|resw|ftl)$|(?:^|\/)res\/values[^/]*\/strings[^/]*\.xml$|(?:^|\/)(?:messages|\w+_[a-z]{2}(?:_[A-Z]{2})?)\.properties$/;
const aboutTranslations =
  /\b(?:(?:un)?translat\w*|locali[sz]\w*|locales?|i18n|l10n|wording|typos?|plurals?|captions?|labels?|raw keys?|placeholders?|(?:message|text|string|error|hint|help|button|menu) (?:keys?|texts?|messages?|strings?)|messages\.properties)\b/i;

/** Comments of code: those of people are in many programs. */
const aboutComments =
  /\b(?:docstrings?|documentation|(?:un)?documented|docs|jsdoc|javadoc|godoc|licen[cs]es?|read-?me|changelog|commented[- ]out|(?:code|doc|block|inline|header|leading|trailing|outdated|stale|misleading|wrong) comments?|comments? (?:(?:does|do|did)(?: not|n[’']t) )?(?:say|state|describe|mention|explain|claim|promise|contradict|mislead)s?)\b/i;
/** Any word for comments, of who complains of nothing but such. */
const speaksOfComments = new RegExp(
  `${aboutComments.source}|\\b(?:comment(?:s|ed)?|docs?|todos?|fixmes?)\\b`,
  'i',
);
const aboutImports =
  /\b(?:imports?|imported|importing|dependenc(?:y|ies)|includes? (?:guard|file|path)s?|header files?)\b|#include/i;
const aboutMissingNames =
  /\b(?:undefined|undeclared|unresolved|unbound|(?:not|never|nowhere|n[’']t) (?:be(?:en)? )?(?:defined|declared|in scope|brought in)|NameError|ReferenceError|cannot find|no such|(?:does not|doesn[’']t) (?:exist|compile))/i;

/**
 * Those of a citation's lines that do something. A comment does nothing, nor does what is switched off or what a test pretends, and neither does a text for people, a translation or an import; they decide only what
 * is said of such: of comments, of translations, of imports, or of a name that nobody brings in and that the import or the translation does.
 */
export function activeLines(
  { path, lines, shown, quote }: ShownLines,
  claims: readonly Finding[],
  sources: Pick<Sources, 'lines'>,
): readonly number[] {
  const said = claims.map(({ title, explanation }) => `${title}\n${explanation}`).join('\n');
  const isSpoken = claims.length > 0 && claims.every((claim) => isAboutComments(claim, sources));
  const isOwn = claims.some(({ anchor }) => anchor.path === path);
  const isSpeech = isProse(path) && !isOwn;
  const isText = translations.test(path) && !isOwn;
  const comments = findCommentLines(path, lines);
  const imports = findImportLines(lines);
  const isIdle = (position: number): boolean => {
    const line = (lines[position] ?? '').trim();
    if (comments.has(position)) return !isSpoken;
    if (isSwitchedOff(lines, position) || (!isOwn && isPretended(line))) return true;
    if (isText) return !aboutTranslations.test(said) && !isKeyOf(line, said);
    if (imports.has(position)) return !aboutImports.test(said) && !bringsIn(line, said);
    return !isSpoken && (isSpeech || isCommentBehindCode(path, lines, position, quote));
  };
  return shown.filter((position) => !isIdle(position));
}

/**
 * Whether comments can decide a claim: its title is about comments of code, or it speaks of comments and complains of nothing else. One that only
 * mentions a comment is about the code.
 */
function isAboutComments(claim: Finding, sources: Pick<Sources, 'lines'>): boolean {
  const { title, explanation, anchor } = claim;
  if (aboutComments.test(title)) return true;
  if (anchor.path === null || !speaksOfComments.test(`${title}\n${explanation}`)) return false;
  const complained = findComplainedLines(claim, sources);
  const lines = sources.lines(anchor.path, anchor.side) ?? [];
  const about = [...(complained?.place ?? []), ...(complained?.quoted ?? [])];
  const comments = findCommentLines(anchor.path, lines);
  return about.length > 0 && about.every((at) => comments.has(at) || (lines[at] ?? '').trim() === '');
}

/** Whether a line has a text of which a claim says that there is none. */
const isKeyOf = (line: string, said: string): boolean =>
  aboutMissingNames.test(said) &&
  [...said.matchAll(/`([^`\n]+)`/g)].some(([, key = '']) => /[\w-][._][\w-]/.test(key) && line.includes(key));

/** Whether an import brings in a name of which a claim says that there is none. */
function bringsIn(line: string, said: string): boolean {
  if (!aboutMissingNames.test(said)) return false;
  const spans = [...said.matchAll(/`([^`\n]+)`/g)].flatMap(
    ([, span = '']) => span.match(/[A-Za-z_$][\w$]*/g) ?? [],
  );
  const brought = new Set(line.match(/[A-Za-z_$][\w$]*/g));
  return spans.some((name) => brought.has(name));
}
