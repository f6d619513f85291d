import { rememberByText } from '../../remember-by-text.ts';
import { type Label, labelOf } from '../../words/labels.ts';
import { severityNames } from './finding-names.ts';

/** Short forms that reviewers write for names that we know. */
const short: Readonly<Record<string, string>> = {
  sev: 'severity',
  prio: 'priority',
  l: 'line',
  ln: 'line',
  loc: 'location',
  msg: 'message',
  desc: 'description',
  expl: 'explanation',
  heading: 'title',
  header: 'title',
  rec: 'recommendation',
};

/** What a property in another language is called in ours. */
const byLabel: Partial<Record<Label, string>> = {
  title: 'title',
  explanation: 'description',
  fix: 'fix',
  place: 'location',
  line: 'line',
  severity: 'severity',
  status: 'status',
  quote: 'code',
  evidence: 'evidence',
};

/** Deeper than any finding stands; nothing below is kept, so that whoever walks through a document comes to its end. */
const depthLimit = 24;

/**
 * A document whose properties have the names that its readers know: `schweregrad`, `严重程度` and `sev` become `severity`. `isKnown`
 * says which names stay; a name that its object has already is never taken.
 */
export function inKnownNames(value: unknown, isKnown: (name: string) => boolean, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > depthLimit) return null;
  if (Array.isArray(value)) return value.map((each) => inKnownNames(each, isKnown, depth + 1));
  const entries = Object.entries(value);
  const taken = new Set(entries.map(([name]) => name));
  // One that is known says more than one that is guessed.
  if (severityNames.some((name) => taken.has(name))) taken.add('severity');
  return Object.fromEntries(
    entries.map(([name, child]) => {
      const known = isKnown(name) ? null : knownName(name);
      const isFree = known !== null && !taken.has(known);
      if (isFree) taken.add(known);
      return [isFree ? known : name, inKnownNames(child, isKnown, depth + 1)];
    }),
  );
}

const knownName = rememberByText((name: string): string | null => {
  if (Object.hasOwn(short, name.toLowerCase())) return short[name.toLowerCase()] ?? null;
  const label = /^\p{L}[\p{L} _-]{1,40}$/u.test(name) ? labelOf(name.replace(/[_-]/g, ' ')) : null;
  return label === null ? null : (byLabel[label] ?? null);
});
