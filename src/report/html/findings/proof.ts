import type { Element } from 'hast';
import { h } from 'hastscript';
import {
  armWords,
  describeKeeping,
  describeProof,
  describeProofReview,
  describeRun,
} from '../../../model/report/proof-wording.ts';
import type { ReportFinding } from '../../../model/report/report-schema.ts';
import { readProse } from '../../markdown/prose.ts';
import type { Scope } from '../../markdown/sections/section.ts';
import { clipLines } from '../../summary/clip.ts';
import { blocksToHtml } from '../prose.ts';

/** The panel of a finding's script: what it showed, the trees side by side, and the script itself. */
export function proofPanel({ id, proof }: ReportFinding, { links }: Scope): Element[] {
  if (proof === undefined) return [];
  const fix = proof.fix === null ? [] : [proof.fix === 'proven' ? 'Fix: proven.' : 'Fix: not proven.'];
  const keeping = describeKeeping(proof);
  const words = [
    proof.reason,
    ...fix,
    describeProofReview(proof),
    ...(keeping === null ? [] : [keeping]),
  ].join(' ');
  const rows = proof.arms.map(({ arm, script, runs, trouble }) => {
    const [run] = runs;
    const milliseconds = runs.map(({ durationMs }) => durationMs);
    return h('tr', [
      h('th', { scope: 'row' }, `${armWords[arm]}${script === 'tests' ? ', the repository’s tests' : ''}`),
      h('td', run === undefined ? (trouble ?? 'not run') : describeRun(run)),
      h('td', run === undefined ? '–' : `${runs.length} × ${Math.max(...milliseconds)} ms`),
      h('td', { className: ['whole'] }, [
        h('pre', { className: ['output'] }, run === undefined ? '' : clipLines(run.output, 12)),
      ]),
    ]);
  });
  const head = ['Tree', 'Outcome', 'Runs', 'Output'].map((title) => h('th', { scope: 'col' }, title));
  return [
    h('section', { className: ['proof', proof.status], ariaLabel: `Proof of ${id}` }, [
      h('h4', `Run by this review: ${describeProof(proof)}`),
      ...blocksToHtml(readProse(words, links)),
      ...(rows.length === 0
        ? []
        : [
            h('div', { className: ['scroll'], tabIndex: 0 }, [
              h('table', [h('thead', [h('tr', head)]), h('tbody', rows)]),
            ]),
          ]),
      h('details', [
        h('summary', 'The script'),
        h('pre', { tabIndex: 0, role: 'region', ariaLabel: `Script of ${id}` }, [h('code', proof.script)]),
      ]),
    ]),
  ];
}
