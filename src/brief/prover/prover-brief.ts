import { reproductionSchema } from '../../model/answers/reproduction.ts';
import { type Brief, briefFolder } from '../../model/brief.ts';
import type { Change } from '../../model/change/change.ts';
import type { Sources } from '../../model/change/sources.ts';
import type { Finding } from '../../model/finding.ts';
import type { Proof } from '../../model/proof.ts';
import { fenceUntrusted } from '../fence.ts';
import { answerSchemaOf } from '../json-schema.ts';
import { tellClaim, tellCode } from '../tell-claim.ts';
import { renderTemplate } from '../templates.ts';

/** What a prover is asked. */
export interface ProvingRequest {
  /** Makes the run's id: `prover-2`. */
  readonly number: number;
  /** What is claimed, in the words of each that says it; the script will be the first one's. */
  readonly findings: readonly [Finding, ...Finding[]];
  /** A script that proved nothing, and what it did; null for the first try. */
  readonly tried: Proof | null;
}

/** What briefs of one review share. */
export interface ProvingSetting {
  readonly change: Pick<Change, 'head' | 'mergeBase'>;
  readonly sources: Sources;
  readonly patch: string;
  /** Commands that were run in each tree before its script. */
  readonly toolchain: readonly string[];
}

/** The id that the claim has in {@link Brief.subjects}. */
export const provenSubject = 'F1';
/** Of a script that was tried, and of what it printed. */
const longest = { script: 8_000, output: 1_200 };

/** The brief for writing the script of one finding: the claim and its code, and never who claims it. */
export function writeProverBrief(request: ProvingRequest, setting: ProvingSetting): Brief {
  const { number, findings, tried } = request;
  const { change, sources, patch, toolchain } = setting;
  const schema = answerSchemaOf(reproductionSchema);
  const [lead] = findings;
  return {
    suffix: `prover-${number}`,
    role: 'prover',
    text: renderTemplate('prover', {
      head: change.head,
      mergeBase: change.mergeBase,
      folder: briefFolder,
      toolchain: toolchain.map((command) => `\`${command.replaceAll('\n', '; ')}\``).join(', '),
      claim: `${tellClaim(lead)}\n\n${tellCode(lead, sources)}`,
      tried: tried === null ? '' : tellTry(tried),
      schema: JSON.stringify(schema),
    }),
    files: { 'change.diff': patch, 'manifest.json': renderManifest(change, lead) },
    schema,
    assigned: [],
    inlined: false,
    subjects: { [provenSubject]: findings.map((finding) => finding.key) },
  };
}

/** `manifest.json` beside the brief, version 1: the claim as data, and nothing of who claims it. */
function renderManifest({ head, mergeBase }: ProvingSetting['change'], finding: Finding): string {
  const { title, severity, kind, anchor, explanation, evidence, fix, patch } = finding;
  const claim = { title, severity, kind, anchor, explanation, evidence, fix, patch };
  return `${JSON.stringify({ version: 1, head, mergeBase, claim }, null, 1)}\n`;
}

function tellTry({ script, reason, arms }: Proof): string {
  const runs = arms.flatMap(({ arm, runs: [first] }) =>
    first === undefined || first.output === ''
      ? []
      : [
          `On the tree "${arm}" it printed:\n\n${fenceUntrusted('output', first.output.slice(-longest.output))}`,
        ],
  );
  return [
    `This script was run:\n\n${fenceUntrusted('script', script.slice(0, longest.script))}`,
    reason,
    ...runs.slice(0, 3),
  ].join('\n\n');
}
