import { squeeze } from '../../../change/places/squeeze.ts';
import type { Finding } from '../../../model/finding.ts';

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
  /(?:^|\/)(?:licen[cs]e|copying|notice|authors|readme|changelog|contributing)(?:[-_][\w.-]*)?$|\.(?:md|markdown|rst|adoc)$|(?:^|\/)(?!requirements|constraints|cmakelists|robots)[^/]*\.txt$/i;
/** Whether a file is a text for people. */
export const isProse = (path: string): boolean => prose.test(path);

/** A comment of one line, in any language; `*p = 1;` and `#[test]` are none. */
const comment = /^(?:\/\/|\/\*|\*(?=[\s/]|$)|\*\/|#(?=[\s#]|$|!\/)|--(?=[\s-]|$)|<!--|;+(?=\s)|%+(?=\s))/;
/** Brings a name in; `using (…)` and `import(…)` do something. */
const importing =
  /^(?:import\b(?!\s*[.(])|package\b|from\s.*\bimport\b|#\s*include\b|using\s+(?:static\s+|namespace\s+)?[\w.:]+\s*(?:=\s*[\w.:<>, ]+)?;|(?:pub\s+)?use\s+[\w:\\{][^;]*;)/;
/** A comment behind code. */
const behindCode = /\s(?:\/\/|\/\*|#(?=\s)|--(?=\s)).*$/;

/** How blocks of comment begin, at the start of a line, how they end, and behind what line alone they are comments. */
const blocks: readonly (readonly [path: RegExp, begin: RegExp, end: string, behind?: RegExp])[] = [
  // Any other text in such quotes is a value.
  [/\.pyi?$/, /^[rub]{0,2}"""/i, '"""', /^$|^#|:(?:\s*#.*)?$/],
  [/\.pyi?$/, /^[rub]{0,2}'''/i, "'''", /^$|^#|:(?:\s*#.*)?$/],
  [/\.rb$/, /^=begin\b/, '=end'],
  [/\.lua$/, /^--\[\[/, ']]'],
  [/\.(?:hs|elm)$/, /^\{-/, '-}'],
  [/\.(?:html?|xml|vue|svelte|svg)$/, /^<!--/, '-->'],
  [/(?<!\.(?:py|rb|sh|ya?ml|toml|lua|hs|md))$/, /^\/\*/, '*/'],
];

const aboutComments =
  /\b(?:comment(?:s|ed)?|docs?|docstrings?|documentation|(?:un)?documented|jsdoc|javadoc|godoc|licen[cs]es?|todos?|fixmes?|read-?me|changelog)\b/i;
const aboutImports =
  /\b(?:imports?|imported|importing|dependenc(?:y|ies)|includes? (?:guard|file|path)s?|header files?)\b|#include/i;
const aboutMissingNames =
  /\b(?:undefined|undeclared|unresolved|unbound|(?:not|never|nowhere|n[’']t) (?:be(?:en)? )?(?:defined|declared|in scope|brought in)|NameError|ReferenceError|cannot find|no such|(?:does not|doesn[’']t) (?:exist|compile))/i;

/**
 * Those of a citation's lines that do something. A comment does nothing, and neither does a text for people or an import; they decide only what
 * is said of such: of comments, of imports, or of a name that nobody brings in and that the import does.
 */
export function activeLines(
  { path, lines, shown, quote }: ShownLines,
  claims: readonly Finding[],
): readonly number[] {
  const said = claims.map(({ title, explanation }) => `${title}\n${explanation}`).join('\n');
  const speaks = aboutComments.test(said);
  const isSpeech = isProse(path) && !claims.some(({ anchor }) => anchor.path === path);
  const inComments = speaks ? new Set<number>() : linesInComments(path, lines);
  const isIdle = (position: number): boolean => {
    const line = (lines[position] ?? '').trim();
    if (importing.test(line)) return !aboutImports.test(said) && !bringsIn(line, said);
    if (speaks) return false;
    return isSpeech || inComments.has(position) || comment.test(line) || isBehindCode(line, quote);
  };
  return shown.filter((position) => !isIdle(position));
}

const known = new WeakMap<readonly string[], ReadonlySet<number>>();

/** Positions of lines that stand in blocks of comment which end somewhere. */
function linesInComments(path: string, lines: readonly string[]): ReadonlySet<number> {
  const before = known.get(lines);
  if (before !== undefined) return before;
  const found = new Set<number>();
  const kinds = blocks.filter(([of]) => of.test(path));
  let previous = '';
  for (let position = 0; position < lines.length && kinds.length > 0; position++) {
    const line = (lines[position] ?? '').trim();
    const kind = kinds.find(([, begin, , behind]) => begin.test(line) && behind?.test(previous) !== false);
    if (line !== '') previous = line;
    if (kind === undefined) continue;
    const [, begin, end] = kind;
    const opening = begin.exec(line)?.[0].length ?? 0;
    const last = line.includes(end, opening) ? position : nextWith(lines, position, end);
    if (last >= lines.length) continue;
    const closing = (lines[last] ?? '').trim();
    const rest = closing.slice(closing.indexOf(end, last === position ? opening : 0) + end.length);
    for (; position < last; position++) found.add(position);
    if (!/[\p{L}\p{N}]/u.test(rest)) found.add(last);
  }
  known.set(lines, found);
  return found;
}

/** The next line that holds some text, or the number of lines. */
function nextWith(lines: readonly string[], position: number, text: string): number {
  for (let next = position + 1; next < lines.length; next++) if (lines[next]?.includes(text)) return next;
  return lines.length;
}

/** Whether a quote shows nothing of its line but the comment at its end. */
function isBehindCode(line: string, quote: string): boolean {
  const code = squeeze(line.replace(behindCode, ''));
  return squeeze(line).indexOf(squeeze(quote)) >= Math.max(1, code.length);
}

/** Whether an import brings in a name of which a claim says that there is none. */
function bringsIn(line: string, said: string): boolean {
  if (!aboutMissingNames.test(said)) return false;
  const spans = [...said.matchAll(/`([^`\n]+)`/g)].flatMap(
    ([, span = '']) => span.match(/[A-Za-z_$][\w$]*/g) ?? [],
  );
  const brought = new Set(line.match(/[A-Za-z_$][\w$]*/g));
  return spans.some((name) => brought.has(name));
}
