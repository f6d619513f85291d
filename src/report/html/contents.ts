import type { Element } from 'hast';
import type { ReportFinding } from '../../model/report/report-schema.ts';
import { processTitle } from '../markdown/document.ts';
import { h } from './page/element.ts';

/** One line of the table of contents; findings are counted. */
export interface ContentsEntry {
  readonly name: string;
  readonly title: string;
  readonly findings: readonly ReportFinding[] | null;
}

/** The table of contents. */
export function contents(entries: readonly ContentsEntry[]): Element {
  return h('nav', { className: ['contents'], ariaLabel: 'Contents' }, [
    h('ol', [
      ...entries.map(({ name, title, findings }) =>
        h('li', [
          h('a', { href: `#${name}` }, [
            title,
            ...(findings === null ? [] : [' ', h('span', { className: ['count'] }, String(findings.length))]),
          ]),
        ]),
      ),
      h('li', h('a', { href: '#process' }, processTitle)),
    ]),
  ]);
}
