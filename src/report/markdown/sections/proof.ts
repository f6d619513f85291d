import type { BlockContent } from 'mdast';
import {
  armWords,
  describeKeeping,
  describeProof,
  describeProofReview,
  describeRun,
} from '../../../model/report/proof-wording.ts';
import type { ReportFinding } from '../../../model/report/report-schema.ts';
import { clipLines } from '../../summary/clip.ts';
import { code, codeBlock, list, paragraph, strong } from '../mdast.ts';
import { readInline } from '../prose.ts';
import type { Scope } from './section.ts';

/** What running a finding's script showed: one line for each tree, and the script. Nothing where it has none. */
export function proofBlocks({ proof }: ReportFinding, { links }: Scope): BlockContent[] {
  if (proof === undefined) return [];
  const fix = proof.fix === null ? [] : [proof.fix === 'proven' ? 'Fix: proven.' : 'Fix: not proven.'];
  const keeping = describeKeeping(proof);
  const words = [
    proof.reason,
    ...fix,
    describeProofReview(proof),
    ...(keeping === null ? [] : [keeping]),
  ].join(' ');
  const arms = proof.arms.flatMap(({ arm, script, runs, trouble }): BlockContent[][] => {
    const what = `${armWords[arm]}${script === 'tests' ? ', the repository’s tests' : ''}`;
    const [run] = runs;
    if (run === undefined)
      return trouble === null ? [] : [[paragraph(`${what}: `, ...readInline(trouble, links))]];
    const times = runs.length > 1 ? ` (${runs.length} times)` : '';
    const shown = run.shown === null ? [] : [' ', code(`REPRO: ${run.shown}`)];
    return [[paragraph(`${what}: ${describeRun(run)}${times}`, ...shown)]];
  });
  return [
    paragraph(strong(`Run by this review: ${describeProof(proof)}.`), ' ', ...readInline(words, links)),
    ...(arms.length > 0 ? [list(arms)] : []),
    codeBlock(clipLines(proof.script, 120), 'bash'),
  ];
}
