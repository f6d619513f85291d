import type { Element } from 'hast';
import type { Report } from '../../model/report/report-schema.ts';
import { countOf } from '../../model/report/wording.ts';
import { fixesOf } from '../markdown/sections/header.ts';
import type { Scope } from '../markdown/sections/section.ts';
import { patchFigure } from './findings/patch.ts';
import { h } from './page/element.ts';
import { blocksToHtml } from './prose.ts';

/** All proven patches as one, folded, with a button that copies it; nothing where none is proven. */
export function fixesPanel(report: Report, scope: Scope): Element[] {
  const { fixes } = report;
  if (fixes === undefined) return [];
  const { patch } = fixes;
  const whole =
    patch === '' ? null : patchFigure({ text: null, patch, exact: patch }, null, 'all proven patches');
  return [
    h('details', { className: ['fixes'] }, [
      h('summary', `${countOf(fixes.outcomes.length, 'proven patch', 'proven patches')}, as one`),
      ...blocksToHtml(fixesOf(report, scope)),
      ...(whole === null
        ? []
        : [
            h('div', { className: ['fix'] }, [
              h('div', { className: ['top'] }, [...whole.buttons]),
              whole.figure,
            ]),
          ]),
    ]),
  ];
}
