import type { ElementContent } from 'hast';
import type { ReportEvidence } from '../../../model/report/report-schema.ts';
import { evidenceList } from '../../markdown/sections/evidence.ts';
import type { Scope } from '../../markdown/sections/section.ts';
import { h } from '../page/element.ts';
import { blocksToHtml } from '../prose.ts';

/** Evidence under a small heading; nothing when there is none. */
export function evidenceBlock(
  title: string,
  evidence: readonly ReportEvidence[],
  scope: Scope,
): ElementContent[] {
  if (evidence.length === 0) return [];
  return [
    h('div', { className: ['evidence'] }, [h('h4', title), ...blocksToHtml(evidenceList(evidence, scope))]),
  ];
}
