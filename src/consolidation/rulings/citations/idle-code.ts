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

/** How blocks of comment begin, at the start of a line, and how they end. */
const blocks: readonly (readonly [path: RegExp, begin: RegExp, end: string])[] = [
  [/\.pyi?$/, /^[rub]{0,2}"""/i, '"""'],
  [/\.pyi?$/, /^[rub]{0,2}'''/i, "'''"],
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

/** Positions of lines that stand in blocks of comment which end somewhere. */
function linesInComments(path: string, lines: readonly string[]): Set<number> {
  const found = new Set<number>();
  const kinds = blocks.filter(([of]) => of.test(path));
  for (let position = 0; position < lines.length; position++) {
    const line = (lines[position] ?? '').trim();
    const kind = kinds.find(([, begin]) => begin.test(line));
    if (kind === undefined) continue;
    const [, begin, end] = kind;
    const opening = begin.exec(line)?.[0].length ?? 0;
    const last = line.includes(end, opening)
      ? position
      : lines.findIndex((other, index) => index > position && other.includes(end));
    if (last < 0) continue;
    for (; position < last; position++) found.add(position);
    const closing = (lines[last] ?? '').trim();
    const rest = closing.slice(closing.indexOf(end, begin.test(closing) ? opening : 0) + end.length);
    if (!/[\p{L}\p{N}]/u.test(rest)) found.add(last);
  }
  return found;
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

const squeeze = (text: string): string => text.replace(/\s+/g, '');
