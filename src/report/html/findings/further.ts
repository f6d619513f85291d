import type { Element } from 'hast';
import type { Report, ReportFinding } from '../../../model/report/report-schema.ts';
import { countOf, formatPlace } from '../../../model/report/wording.ts';
import { readInline } from '../../markdown/prose.ts';
import type { Scope, SectionName } from '../../markdown/sections/section.ts';
import { h } from '../page/element.ts';
import type { Packer } from '../page/pack.ts';
import { writtenAlready } from '../page/write-html.ts';
import { phrasesToHtml } from '../prose.ts';

/** A page's first findings, which are there for every reader and every browser; further ones are packed. */
const mostUnpacked = 300;

/** Those of a section's findings that are among the page's first, and the others. */
export function splitAtMost(findings: readonly ReportFinding[], report: Report) {
  const firstOfPage = new Set([...report.findings, ...report.refuted].slice(0, mostUnpacked));
  const count = findings.filter((finding) => firstOfPage.has(finding)).length;
  return { first: findings.slice(0, count), further: findings.slice(count) };
}

/** A section's further findings, packed; where no script unpacks them, those that block are lines, and the others counted. */
export function furtherFindings(
  section: SectionName,
  findings: readonly ReportFinding[],
  scope: Scope,
  { pack }: Packer,
  cardOf: (finding: ReportFinding) => Element,
): Element[] {
  if (findings.length === 0) return [];
  const blocking = findings.filter((finding) => finding.blocking);
  const meanwhile = [
    h('p', [
      `${countOf(findings.length, 'further finding')} stand here as soon as this page’s script has unpacked them. Without it they are in `,
      ...[h('code', 'report.md'), ' and ', h('code', 'report.json'), '.'],
    ]),
    ...(blocking.length > 0 ? [h('noscript', linesOf(blocking, scope))] : []),
  ];
  return [pack(section, eachCard(findings, cardOf), meanwhile)];
}

/** One after the other, since all of them at once fill memory. */
function* eachCard(findings: readonly ReportFinding[], cardOf: (finding: ReportFinding) => Element) {
  for (const finding of findings) yield cardOf(finding);
}

const linesOf = (findings: readonly ReportFinding[], { links }: Scope): Element[] => [
  h('p', 'Of these block merging, in short:'),
  h(
    'ul',
    findings.map(({ id, title, anchor }) =>
      writtenAlready([
        h('li', { id }, [
          h('b', id),
          ' ',
          ...phrasesToHtml(readInline(title, links)),
          ' ',
          h('code', formatPlace(anchor)),
        ]),
      ]),
    ),
  ),
];
