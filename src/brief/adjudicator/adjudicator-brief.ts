import type { Cluster } from '../../consolidation/clustering/cluster.ts';
import { candidateId, pairId, rulingsSchema } from '../../model/answers/ruling.ts';
import { type Brief, briefFolder } from '../../model/brief.ts';
import type { Change } from '../../model/change/change.ts';
import type { Sources } from '../../model/change/sources.ts';
import type { Finding, Place } from '../../model/finding.ts';
import type { Proof } from '../../model/proof.ts';
import { fenceUntrusted } from '../fence.ts';
import { answerSchemaOf } from '../json-schema.ts';
import { renderTemplate } from '../templates.ts';
import { renderAdjudicatorManifest } from './adjudicator-manifest.ts';
import { tellProof } from './tell-proof.ts';

/** What an adjudicator is asked. */
export interface AdjudicationRequest {
  /** Makes the run's id: `adjudicator-3`. */
  readonly number: number;
  /** Clusters to rule on. */
  readonly candidates: readonly Cluster[];
  /** Pairs of findings that may have one root cause. */
  readonly pairs: readonly (readonly [Finding, Finding])[];
}

/** What briefs of one review share. */
export interface AdjudicationSetting {
  readonly change: Pick<Change, 'head' | 'mergeBase'>;
  readonly sources: Sources;
  /** The change's patch. */
  readonly patch: string;
  /** What running scripts showed, by the finding's key. */
  readonly proofs?: ReadonlyMap<string, Proof>;
}

/** Lines of code shown on each side of a claim's place, and the most of one place; the adjudicator has the files. */
const around = 12;
const longestExcerpt = 60;
/** Characters of one claim: the rest of a longer one stands in the manifest, and the brief says so. */
const longestClaim = 20_000;
const cut =
  '[The claim goes on: read the rest in manifest.json beside the diff, under the same id, before you rule.]';

/**
 * The brief for ruling on some clusters and pairs. It says what is claimed, in every wording, since an answer counts for what was shown
 * and for nothing else, and shows the code, never who claimed it; `subjects` keeps which findings each candidate (`F1…`) and pair (`P1…`) shows.
 */
export function writeAdjudicatorBrief(request: AdjudicationRequest, setting: AdjudicationSetting): Brief {
  const candidates = request.candidates.map((cluster, index) => candidateOf(candidateId(index + 1), cluster));
  const pairs = request.pairs.map(
    (pair, index): Asked => ({ id: pairId(index + 1), shown: pair, stoodFor: pair }),
  );
  const schema = answerSchemaOf(rulingsSchema);
  return {
    suffix: `adjudicator-${request.number}`,
    role: 'adjudicator',
    text: renderTemplate('adjudicator', {
      head: setting.change.head,
      mergeBase: setting.change.mergeBase,
      folder: briefFolder,
      schema: JSON.stringify(schema),
      candidates:
        candidates.map((asked) => tellCandidate(asked, setting)).join('\n\n') ||
        'There are none: only answer the pairs.',
      proofs: candidates.some(({ stoodFor }) =>
        stoodFor.some(({ key }) => tellProof(setting.proofs?.get(key)).length > 0),
      )
        ? 'yes'
        : '',
      pairs: pairs.map((asked) => tellPair(asked, setting.sources)).join('\n\n'),
    }),
    files: {
      'change.diff': setting.patch,
      'manifest.json': renderAdjudicatorManifest(setting.change, candidates, pairs),
    },
    schema,
    assigned: [],
    inlined: false,
    subjects: Object.fromEntries(
      [...candidates, ...pairs].map(({ id, stoodFor }) => [id, stoodFor.map((finding) => finding.key)]),
    ),
  };
}

/** What is put under one id: the findings that are told, and all that they stand for. */
interface Asked {
  readonly id: string;
  readonly shown: readonly Finding[];
  readonly stoodFor: readonly Finding[];
}

/** Of findings that say the same word for word, of the same lines, the first is told. */
function candidateOf(id: string, { findings }: Cluster): Asked {
  const said = new Map<string, Finding>();
  for (const finding of findings) {
    const claim = tellClaim(finding);
    if (!said.has(claim)) said.set(claim, finding);
  }
  return { id, shown: [...said.values()], stoodFor: findings };
}

function tellCandidate({ id, shown, stoodFor }: Asked, { sources, proofs }: AdjudicationSetting): string {
  const told = shown.map((finding) => `${tellClaim(finding)}\n\n${tellCode(finding, sources)}`);
  const scripts = stoodFor.flatMap(({ key }) => tellProof(proofs?.get(key)));
  const candidate = told.join('\n\nIn other words, or more:\n\n');
  return `### Candidate ${id}\n\n${[candidate, ...scripts.slice(0, 1)].join('\n\n')}`;
}

function tellPair({ id, shown }: Asked, sources: Sources): string {
  const told = shown.map((finding, index) => {
    const label = index === 0 ? 'One claim:' : 'The other claim:';
    return `${label}\n\n${tellClaim(finding)}\n\n${tellCode(finding, sources)}`;
  });
  return `### Pair ${id}\n\n${told.join('\n\n')}`;
}

function tellClaim(finding: Finding): string {
  const { title, severity, kind, places, anchor, explanation } = finding;
  const place = {
    path: anchor.path ?? places[0]?.path ?? '',
    startLine: anchor.startLine,
    endLine: anchor.endLine,
  };
  const lines = [
    `Claim: ${title}`,
    `Place: ${place.path === '' ? 'none given' : describePlace(place)}${anchor.side === 'old' ? ' (at the merge base)' : ''}`,
    ...(places.length > 1 ? [`Further places: ${places.slice(1, 9).map(describePlace).join(', ')}`] : []),
    `Claimed to be: ${[severity, kind].filter((word) => word !== null).join(', ')}`,
    '',
    explanation,
    ...finding.evidence.flatMap(describeEvidence),
  ];
  const claim = lines.join('\n');
  return fenceUntrusted(
    'claim',
    claim.length > longestClaim ? `${claim.slice(0, longestClaim)}…\n${cut}` : claim,
  );
}

function describePlace({ path, startLine, endLine }: Place): string {
  if (startLine === null) return path;
  return endLine === null || endLine === startLine
    ? `${path}:${startLine}`
    : `${path}:${startLine}-${endLine}`;
}

function describeEvidence(entry: Finding['evidence'][number]): string[] {
  if (entry.kind === 'command' && entry.command !== null)
    return [`Claimed command: ${entry.command}`, ...(entry.output === null ? [] : [entry.output])];
  if (entry.kind === 'citation' && entry.path !== null)
    return [
      `Cited: ${describePlace({ path: entry.path, startLine: entry.line, endLine: null })} ${entry.quote ?? ''}`,
    ];
  return entry.text === null ? [] : [`Noted: ${entry.text}`];
}

/** The code around the place with its line numbers; of deleted code, the merge base's. */
function tellCode({ anchor, quote }: Finding, sources: Sources): string {
  const { path, startLine, endLine, side } = anchor;
  const lines = path === null ? null : sources.lines(path, side);
  if (lines === null || startLine === null) {
    return quote === null
      ? 'No code is at that place: look for what is meant.'
      : `The claim quotes this, which is not at its place:\n\n${fenceUntrusted('quotation', quote)}`;
  }
  const first = Math.max(1, startLine - around);
  const last = Math.min(lines.length, (endLine ?? startLine) + around, first + longestExcerpt - 1);
  const width = String(last).length;
  const numbered = lines
    .slice(first - 1, last)
    .map((line, index) => `${String(first + index).padStart(width)}  ${line}`);
  return `The code there, with line numbers${side === 'old' ? ' of the merge base' : ''}:\n\n${fenceUntrusted('code', numbered.join('\n'))}`;
}
