import { stripVTControlCharacters } from 'node:util';
import type { Report } from '../../model/report/report-schema.ts';
import { clipText } from '../summary/clip.ts';

const ascii = '[\\0-\\x7F]|^';
/**
 * Characters that show nothing or reorder what is shown: Unicode's default-ignorable ones (bidirectional controls as in
 * CVE-2021-42574, zero-width spaces, tags), line separators and lone surrogates. Joiners and variation selectors stay where
 * they belong to a script or an emoji.
 */
const invisible = new RegExp(
  [
    '(?!\\u200C|\\u200D|[\\uFE00-\\uFE0F])\\p{Default_Ignorable_Code_Point}',
    '[\\u2028\\u2029]',
    `(?<=${ascii})(?:\\u200C|\\u200D)`,
    '(?:\\u200C|\\u200D)(?=[\\0-\\x7F]|$)',
    `(?<=${ascii}|[\\uFE00-\\uFE0F])[\\uFE00-\\uFE0F](?!\\u20E3)`,
    '\\p{Surrogate}',
  ].join('|'),
  'gu',
);
/** Without one of these there is nothing to write out, and a set is found far sooner than what stands around it. */
const maybeInvisible = /[\p{Default_Ignorable_Code_Point}\u2028\u2029\p{Surrogate}]/u;
const control = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]/g;
const suspicious = /[^\t\n\x20-\x7E]/;

/**
 * Text from outside as it may be shown: terminal sequences removed, line ends made one, control characters removed, and
 * characters that hide or reorder text written out as `⟨U+202E⟩`.
 */
export function showInvisible(text: string): string {
  if (!suspicious.test(text)) return text;
  const shown = stripVTControlCharacters(text).replace(/\r\n?/g, '\n').replace(control, '');
  if (!maybeInvisible.test(shown)) return shown;
  return shown.replace(invisible, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
}

/** Fields that hold more than a line; in every other, line ends are spaces. */
const longFields = new Set([
  ...[
    'summary',
    'explanation',
    'text',
    'fix',
    'patch',
    'script',
    'mutation',
    'needs',
    'shows',
    'quote',
    'output',
    'reason',
    'declinedReason',
    'assessment',
  ],
  ...['scenario', 'documentation', 'commits', 'closing', 'reconciliation'],
]);
const longestLine = 1000;
const longestText = 400_000;

const presented = new WeakMap<Report, Report>();

/** A report whose every string went through {@link showInvisible} and has a bounded length; the first step, done once, of every format but JSON. */
export function presentReport(report: Report): Report {
  const known = presented.get(report) ?? (presentValue(report, '') as Report);
  presented.set(report, known);
  return known;
}

/** What may be shown as it is stays the very same, since most of a report may. */
function presentValue(value: unknown, field: string): unknown {
  if (typeof value === 'string') return presentText(value, field);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    let shown: unknown[] | null = null;
    for (const [index, entry] of value.entries()) {
      const inner = presentValue(entry, field);
      if (inner === entry) continue;
      shown ??= value.slice();
      shown[index] = inner;
    }
    return shown ?? value;
  }
  const fields = value as Readonly<Record<string, unknown>>;
  let shown: Record<string, unknown> | null = null;
  for (const name of Object.keys(fields)) {
    const inner = presentValue(fields[name], name);
    if (inner === fields[name]) continue;
    shown ??= { ...fields };
    shown[name] = inner;
  }
  return shown ?? value;
}

/** A patch for programs keeps the returns of the file that it is for. */
const showPatch = (patch: string): string =>
  patch
    .split('\n')
    .map((line) => (line.endsWith('\r') ? `${showInvisible(line.slice(0, -1))}\r` : showInvisible(line)))
    .join('\n');

function presentText(text: string, field: string): string {
  if (field === 'exact') return showPatch(clipText(text, longestText));
  if (longFields.has(field)) return showInvisible(clipText(text, longestText));
  const shown = showInvisible(clipText(text, longestLine));
  return shown.includes('\n') ? shown.replace(/\s*\n\s*/g, ' ').trim() : shown;
}
