import type { ReviewEvidence, Severity } from '../../model/answers/review-schema.ts';
import type { Place } from '../../model/finding.ts';
import { noEvidence } from '../json/coerce-finding.ts';
import { readSeverity } from '../vocabulary.ts';
import type { Block } from './blocks.ts';
import { readPlaces } from './inline-places.ts';
import { type Tags, takeTag } from './tags.ts';

/** What stands below the head of a finding. */
export interface FindingBody {
  readonly quote: string | null;
  readonly explanation: string;
  readonly evidence: readonly ReviewEvidence[];
  readonly fix: string | null;
  readonly patch: string | null;
  /** From lines such as `**File:** a.ts:12` and `**Severity:** high`, for heads that say neither. */
  readonly places: readonly Place[];
  readonly severity: Severity | null;
  /** A tag at the end or the start of a paragraph. */
  readonly tags: Tags | null;
}

type Part = 'explanation' | 'fix' | 'evidence';

const labels: readonly (readonly [RegExp, Part | 'place' | 'severity'])[] = [
  [
    /^(suggested |recommended |proposed |possible )?(fix|remediation|solution|patch|recommendation|suggestion)$/i,
    'fix',
  ],
  [
    /^(verified|verification|evidence|reproduction|repro|proof|how verified|confirmed)( (via|by|with|output))?$/i,
    'evidence',
  ],
  [/^(file|files|location|locations|path|where|place|lines?)$/i, 'place'],
  [/^(severity|priority)$/i, 'severity'],
];

/** `Fix:`, `**Fix:**`, `**Fix**:`, `*Verified via*`, … at the start of a paragraph. */
const label =
  /^(?:[*_]{1,3})?(?<name>[A-Z][\w /-]{1,28}?)(?:\s*\([^)]*\))?(?::[*_]{0,3}|[*_]{1,3}:)(?=\s|$)\s*/;
const sentenceOfEvidence = /^[*_]{0,3}Verified\b/;

/** Sorts the blocks below a head: the first code is the quote, `Fix:` begins the fix, `Verified via` the evidence. */
export function readBody(blocks: readonly Block[]): FindingBody {
  const parts: Record<Part, string[]> = { explanation: [], fix: [], evidence: [] };
  const places: Place[] = [];
  let part: Part = 'explanation';
  let quote: string | null = null;
  let patch: string | null = null;
  let severity: Severity | null = null;
  let tags: Tags | null = null;
  for (const { node, source } of blocks) {
    if (node.type === 'thematicBreak' || node.type === 'html') continue;
    if (node.type === 'code') {
      if (node.value.trim() === '') continue;
      const isDiff = /^(diff|patch)\b/.test(node.lang ?? '') || /^(--- |@@ )/m.test(node.value);
      if (isDiff && patch === null && part === 'fix') patch = node.value;
      else if (!isDiff && quote === null && part === 'explanation') quote = node.value;
      else parts[part].push(source);
      continue;
    }
    if (node.type !== 'paragraph') {
      parts[part].push(source);
      continue;
    }
    const untagged = takeTag(source);
    tags ??= untagged.tags;
    if (untagged.text === '') continue;
    for (const paragraph of splitAtLabels(untagged.text)) {
      const found = label.exec(paragraph);
      const name = found?.groups?.name ?? '';
      const meaning = labels.find(([pattern]) => pattern.test(name))?.[1];
      const words = paragraph.slice(found?.[0].length ?? 0).trim();
      if (meaning === 'place') places.push(...readPlaces(words));
      else if (meaning === 'severity') severity ??= readSeverity(words.replace(/[*`].*$/, ''));
      else {
        const isEvidence = sentenceOfEvidence.test(paragraph);
        if (meaning !== undefined) part = meaning;
        else if (isEvidence) part = 'evidence';
        else if (found !== null) part = 'explanation';
        const isPlain = meaning === undefined && !/^(Problem|Issue|Description|Explanation)$/.test(name);
        if (isPlain ? paragraph : words) parts[part].push(isPlain ? paragraph : words);
        if (isEvidence && meaning === undefined) part = 'explanation';
      }
    }
  }
  const evidence = parts.evidence.map((text) => ({ ...noEvidence, text }));
  const fix = parts.fix.join('\n\n');
  return {
    quote,
    explanation: parts.explanation.join('\n\n'),
    evidence,
    fix: fix || null,
    patch,
    places,
    severity,
    tags,
  };
}

/** Breaks a paragraph before each line that begins with a label. */
function splitAtLabels(paragraph: string): string[] {
  const pieces: string[] = [];
  for (const line of paragraph.split('\n')) {
    const last = pieces.length - 1;
    if (last < 0 || label.test(line)) pieces.push(line);
    else pieces[last] += `\n${line}`;
  }
  return pieces;
}
