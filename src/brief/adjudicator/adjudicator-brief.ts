import type { Cluster } from '../../consolidation/clustering/cluster.ts';
import { mostTelling, nameOfScript } from '../../consolidation/proofs/most-telling.ts';
import { candidateId, pairId, rulingsSchema, scriptId } from '../../model/answers/ruling.ts';
import { type Brief, briefFolder } from '../../model/brief.ts';
import type { Change } from '../../model/change/change.ts';
import type { Sources } from '../../model/change/sources.ts';
import type { Finding } from '../../model/finding.ts';
import type { Proof } from '../../model/proof.ts';
import { answerSchemaOf } from '../json-schema.ts';
import { tellClaim, tellCode } from '../tell-claim.ts';
import { renderTemplate } from '../templates.ts';
import { renderAdjudicatorManifest } from './adjudicator-manifest.ts';
import { canBeJudged, tellProof } from './tell-proof.ts';

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
  /** What running scripts showed. */
  readonly proofs?: readonly Proof[];
}

/**
 * The brief for ruling on some clusters and pairs. It says what is claimed, in every wording, since an answer counts for what was shown
 * and for nothing else, and shows the code, never who claimed it; `subjects` keeps which findings each candidate (`F1…`) and pair (`P1…`) shows.
 */
export function writeAdjudicatorBrief(request: AdjudicationRequest, setting: AdjudicationSetting): Brief {
  const candidates = request.candidates.map((cluster, index) =>
    candidateOf(candidateId(index + 1), cluster, setting.proofs ?? []),
  );
  const pairs = request.pairs.map(
    (pair, index): Asked => ({ id: pairId(index + 1), shown: pair, stoodFor: pair, proof: null }),
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
      proofs: candidates.some(({ proof }) => proof !== null) ? 'yes' : '',
      pairs: pairs.map((asked) => tellPair(asked, setting.sources)).join('\n\n'),
    }),
    files: {
      'change.diff': setting.patch,
      'manifest.json': renderAdjudicatorManifest(setting.change, candidates, pairs),
    },
    schema,
    assigned: [],
    inlined: false,
    subjects: Object.fromEntries([
      ...[...candidates, ...pairs].map(({ id, stoodFor }) => [id, stoodFor.map((finding) => finding.key)]),
      ...candidates.flatMap(({ id, proof }) =>
        proof === null ? [] : [[scriptId(id), [nameOfScript(proof)]]],
      ),
    ]),
  };
}

/** What is put under one id: the findings that are told, and all that they stand for. */
interface Asked {
  readonly id: string;
  readonly shown: readonly Finding[];
  readonly stoodFor: readonly Finding[];
  /** The script that is shown with it. */
  readonly proof: Proof | null;
}

/** Of findings that say the same word for word, of the same lines, the first is told. */
function candidateOf(id: string, { findings }: Cluster, proofs: readonly Proof[]): Asked {
  const said = new Map<string, Finding>();
  for (const finding of findings) {
    const claim = tellClaim(finding);
    if (!said.has(claim)) said.set(claim, finding);
  }
  const proof = mostTelling(proofs, new Set(findings.map(({ key }) => key)));
  const isTold = proof !== null && canBeJudged(proof);
  return { id, shown: [...said.values()], stoodFor: findings, proof: isTold ? proof : null };
}

function tellCandidate({ id, shown, proof }: Asked, { sources }: AdjudicationSetting): string {
  const told = shown.map((finding) => `${tellClaim(finding)}\n\n${tellCode(finding, sources)}`);
  const candidate = told.join('\n\nIn other words, or more:\n\n');
  return `### Candidate ${id}\n\n${[candidate, ...(proof === null ? [] : [tellProof(proof)])].join('\n\n')}`;
}

function tellPair({ id, shown }: Asked, sources: Sources): string {
  const told = shown.map((finding, index) => {
    const label = index === 0 ? 'One claim:' : 'The other claim:';
    return `${label}\n\n${tellClaim(finding)}\n\n${tellCode(finding, sources)}`;
  });
  return `### Pair ${id}\n\n${told.join('\n\n')}`;
}
