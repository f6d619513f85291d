import type { ReportEvidence } from '../../../model/report/report-schema.ts';
import { evidenceList } from '../../markdown/sections/evidence.ts';
import type { Scope } from '../../markdown/sections/section.ts';
import { type Content, h } from '../page/element.ts';
import { blocksToHtml } from '../prose.ts';

/** Evidence under a small heading; nothing when there is none. */
export const evidenceBlock = (title: string, evidence: readonly ReportEvidence[], scope: Scope): Content =>
  evidence.length === 0
    ? null
    : h('div', { className: ['evidence'] }, h('h4', title), blocksToHtml(evidenceList(evidence, scope)));
