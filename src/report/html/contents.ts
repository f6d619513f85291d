import type { Element } from 'hast';
import { h } from 'hastscript';
import type { ReportFinding } from '../../model/report/report-schema.ts';

/** More findings of a section are reached through it, not from the table of contents. */
const mostIds = 30;

/** One line of the table of contents; findings are listed by id. */
export interface ContentsEntry {
  readonly name: string;
  readonly title: string;
  readonly findings: readonly ReportFinding[] | null;
}

/** The table of contents. */
export function contents(entries: readonly ContentsEntry[]): Element {
  return h('nav', { className: ['contents'], ariaLabel: 'Contents' }, [
    h(
      'ol',
      entries.map(({ name, title, findings }) =>
        h('li', [
          h('a', { href: `#${name}` }, [
            title,
            ...(findings === null ? [] : [' ', h('span', { className: ['count'] }, String(findings.length))]),
          ]),
          ...(findings === null || findings.length === 0 ? [] : [h('p', idLinks(findings))]),
        ]),
      ),
    ),
  ]);
}

function idLinks(findings: readonly ReportFinding[]) {
  const links = findings
    .slice(0, mostIds)
    .flatMap((finding) => [
      h('a', { href: `#${finding.id}`, className: finding.blocking ? ['blocks'] : null }, finding.id),
      ' ',
    ]);
  return findings.length > mostIds ? [...links, `+${findings.length - mostIds}`] : links;
}
