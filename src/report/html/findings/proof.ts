import type { Element } from 'hast';
import { isOwnTree } from '../../../model/report/proof-terms.ts';
import {
  armWords,
  describeKeeping,
  describeProof,
  describeProofReview,
  describeRun,
  type ReportProof,
} from '../../../model/report/proof-wording.ts';
import type { ReportFinding } from '../../../model/report/report-schema.ts';
import { readProse } from '../../markdown/prose.ts';
import type { Scope } from '../../markdown/sections/section.ts';
import { clipLines } from '../../summary/clip.ts';
import { h } from '../page/element.ts';
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
  const [own, altered] = [true, false].map((isOwn) =>
    proof.arms.filter(({ arm }) => isOwnTree(arm) === isOwn),
  );
  return [
    h('section', { className: ['proof', proof.status], ariaLabel: `Proof of ${id}` }, [
      h('h4', `Run by this review: ${describeProof(proof)}`),
      ...blocksToHtml(readProse(words, links)),
      ...armTable(own ?? []),
      ...(altered === undefined || altered.length === 0
        ? []
        : [
            h('details', [
              h('summary', 'On trees altered on purpose, to tell running from reading'),
              ...armTable(altered),
            ]),
          ]),
      h('details', [
        h('summary', 'The script'),
        h('pre', { tabIndex: 0, role: 'group', ariaLabel: `Script of ${id}` }, [h('code', proof.script)]),
      ]),
    ]),
  ];
}

/** The trees side by side; nothing where none is. */
function armTable(arms: ReportProof['arms']): Element[] {
  if (arms.length === 0) return [];
  const head = ['Tree', 'Outcome', 'Runs', 'Output'].map((title) => h('th', { scope: 'col' }, title));
  return [
    h('div', { className: ['scroll'], tabIndex: 0 }, [
      h('table', [h('thead', [h('tr', head)]), h('tbody', arms.map(armRow))]),
    ]),
  ];
}

function armRow({ arm, script, runs, trouble }: ReportProof['arms'][number]): Element {
  const [run] = runs;
  const slowest = Math.max(...runs.map(({ durationMs }) => durationMs));
  const output =
    run === undefined || run.output === ''
      ? []
      : [h('pre', { className: ['output'] }, clipLines(run.output, 12))];
  return h('tr', [
    h('th', { scope: 'row' }, `${armWords[arm]}${script === 'tests' ? ', the repository’s tests' : ''}`),
    h('td', run === undefined ? (trouble ?? 'not run') : describeRun(run)),
    h('td', run === undefined ? '–' : `${runs.length} × ${slowest} ms`),
    h('td', { className: ['whole'] }, output),
  ]);
}
