import { type Severity, severityRank } from '../../model/answers/review-schema.ts';
import type { Place } from '../../model/finding.ts';
import type { LooseFinding } from '../complete-finding.ts';
import type { FindingBody } from './bodies/finding-body.ts';
import { withoutMark } from './document/comment-lines.ts';
import type { FindingHead } from './heads/finding-head.ts';
import { isOnlyPlaces, readPlaces } from './heads/inline-places.ts';

/** A finding in the parts that it was written in. */
export interface Draft {
  readonly head: FindingHead;
  readonly body: FindingBody;
  readonly source: string;
}

/** What the place of a finding in the review says about it. */
export interface Surroundings {
  readonly severity: Severity | null;
  readonly isGuess: boolean;
  readonly path: string | null;
}

/** The level that a finding, or what stands around it, says; null where nothing does. */
export function statedSeverity({ head, body }: Draft, around: Surroundings): Severity | null {
  // A section outranks a tag, but for one that says critical: agents sort findings last, and forget the tag.
  const tag = head.severity === 'critical' ? head.severity : null;
  return (
    (head.isSeverityLeading ? head.severity : null) ??
    (around.isGuess ? null : worse(worse(around.severity, body.severity), tag)) ??
    head.severity ??
    body.tags?.severity ??
    body.severity ??
    // The mark of a part says less than that of a finding in it.
    (around.isGuess ? head.marked : null) ??
    around.severity ??
    severityOfId(head.id) ??
    head.marked
  );
}

/** Puts a finding together from its head, its body and what stands around it; one without a level is important. */
export function assemble(draft: Draft, around: Surroundings): LooseFinding {
  const { head, body } = draft;
  const explanation = withoutMark([head.words, body.explanation].filter(Boolean).join('\n\n'));
  const places = placesOf(head, body, explanation, around.path);
  return {
    id: head.id,
    severity: statedSeverity(draft, around) ?? 'important',
    kind: head.kind ?? body.tags?.kind ?? null,
    title: head.title,
    path: places[0]?.path ?? null,
    startLine: places[0]?.startLine ?? null,
    endLine: places[0]?.endLine ?? null,
    places,
    quote: body.quote,
    explanation: explanation || head.title,
    evidence: [...body.evidence],
    fix: body.fix,
    patch: body.patch,
    repro: body.repro,
    mutation: body.mutation,
  };
}

/** A section does not make milder what a finding says of itself in a field. */
const worse = (section: Severity | null, field: Severity | null): Severity | null =>
  section !== null && field !== null && severityRank(field) < severityRank(section) ? field : section;

/** The places of the head, else those of fields, else the first one that the words name with its lines. */
function placesOf(
  head: FindingHead,
  body: FindingBody,
  explanation: string,
  path: string | null,
): readonly Place[] {
  const within = (places: readonly Place[], file: string): Place[] =>
    places.flatMap((place) => (place.path !== '' ? [place] : file === '' ? [] : [{ ...place, path: file }]));
  // A title that is a place says where; what stands behind it may name other files.
  const ofTitle = isOnlyPlaces(head.title) ? readPlaces(head.title) : [];
  const ofHead = within(ofTitle.length > 0 ? ofTitle : head.places, path ?? '');
  const fields = within(body.places, path ?? ofHead[0]?.path ?? '');
  const named = ofHead.length > 0 ? ofHead : fields;
  // `File: a.ts` and `Lines: 3-5` are one place.
  const withLines = named.filter(
    ({ path: file, startLine }) =>
      startLine !== null || !named.some((other) => other.path === file && other.startLine !== null),
  );
  if (withLines.some(({ startLine }) => startLine !== null)) return withLines;
  if (named.length === 0 && saysNoFile(head))
    return path === null ? [] : [{ path, startLine: null, endLine: null }];
  const words = [head.title, withoutRows(explanation), ...body.evidence.map(({ text }) => text)].join('\n');
  const written = readPlaces(words.slice(0, 20_000));
  const lined = written.filter(({ startLine }) => startLine !== null);
  const [first] = named;
  if (first !== undefined) {
    const inFile = [...fields, ...lined].filter(
      (place) => place.startLine !== null && place.path === first.path,
    );
    return inFile.length > 0
      ? [...inFile, ...named.filter(({ path: other }) => other !== first.path)]
      : named;
  }
  if (lined.length > 0) return lined;
  const ofCode = placesOfComment(body.quote);
  const inTitle = readPlaces(head.title);
  if (inTitle.length > 0) return inTitle;
  if (ofCode.length > 0) return ofCode;
  if (path !== null) return [{ path, startLine: null, endLine: null }];
  const withFolder = written.filter(({ path: other }) => /^[^.].*\/.*\.\w+$/.test(other));
  return withFolder.length > 0 ? withFolder.slice(0, 1) : onlyFile(written, explanation);
}

/** The one file of code that the words begin with (``In `queue.ts` …``), where they name no other. */
function onlyFile(written: readonly Place[], words: string): Place[] {
  const files = written.filter(({ path }) => sourceFile.test(path));
  const [first] = files;
  const at = first === undefined ? -1 : words.indexOf(first.path);
  const isSole = new Set(files.map(({ path }) => path)).size === 1;
  return first !== undefined && isSole && at >= 0 && at <= 16 ? [first] : [];
}

/** A file of code by its ending; a name without a folder and without lines may else be a method. */
const sourceFile =
  /^[\w-][\w.-]*\.(?:[cm]?[jt]sx?|vue|svelte|astro|py|pyi|ipynb|go|rs|java|kts?|scala|groovy|cs|fs|vb|razor|cshtml|xaml|rb|erb|php|c|h|cc|cpp|cxx|hpp|m|mm|swift|dart|exs?|erl|hs|ml|clj|lua|r|jl|pl|ps1|sh|bash|bat|sql|proto|graphql|tf|ya?ml|json|toml|ini|xml|html?|s?css|less|mdx?|gradle|sol|zig|nim|asm|ino)$/i;

/** The place that a comment in the first line of quoted code names: `// src/queue.ts:12`, `# a.py line 3`. */
function placesOfComment(quote: string | null): Place[] {
  const [, words = ''] =
    /^\s*(?:\/\/|#|--|;|\/\*|<!--)\s*(.+?)\s*(?:\*\/|-->)?$/m.exec(quote?.split('\n', 1)[0] ?? '') ?? [];
  return isOnlyPlaces(words.replace(/[:：]$/, '')) ? readPlaces(words) : [];
}

/** A head that names a folder, or a commit and its message, is not about a file that the words name. */
const saysNoFile = ({ folder, title }: FindingHead): boolean =>
  folder || /\bcommit (?:messages?|[0-9a-f]{7,40})\b/i.test(title);

/** A text without the rows of its tables, which list more than one place. */
const withoutRows = (text: string): string => text.replace(/^\|.*$/gm, '');

/** What the letter of an id such as `C1`, `HIGH-2` or `NIT3` stands for. */
function severityOfId(id: string | null): Severity | null {
  const letters = /^[A-Za-z]+/.exec(id ?? '')?.[0].toUpperCase() ?? '';
  if (/^(?:C|CRIT|CRITICAL|BLK|BLOCKER)$/.test(letters)) return 'critical';
  if (/^(?:I|H|M|IMP|HIGH|MED|MAJ|MJ|MAJOR|MEDIUM|W|WARN)$/.test(letters)) return 'important';
  return /^(?:S|L|N|LOW|NIT|MIN|MINOR|SUG|INFO)$/.test(letters) ? 'suggestion' : null;
}
