import type { Element, ElementContent } from 'hast';
import type { Report, ReportFinding } from '../../model/report/report-schema.ts';
import { verdictTitles } from '../../model/report/wording.ts';
import { type HandOff, handOffOf } from '../hand-off/hand-off.ts';
import { processTitle, sections } from '../markdown/document.ts';
import { beyondWhole } from '../markdown/sections/findings.ts';
import {
  type Scope,
  type Section,
  type SectionName,
  scopeOf,
  wholeReport,
} from '../markdown/sections/section.ts';
import { presentReport } from '../markdown/visible-text.ts';
import { appendixContent } from './appendix.ts';
import { contents } from './contents.ts';
import { findingCard } from './findings/card.ts';
import { filters } from './findings/filters.ts';
import { furtherFindings, splitAtMost } from './findings/further.ts';
import { masthead } from './masthead.ts';
import { h } from './page/element.ts';
import { createPacker, type Packer, withPacks } from './page/pack.ts';
import { page } from './page/page.ts';
import { writtenAlready } from './page/write-html.ts';
import { blocksToHtml, phrasesToHtml } from './prose.ts';
import { coverageContent } from './tables/coverage.ts';
import { retroContent } from './tables/retro.ts';

/** From here on a page is laid out piece by piece. */
const many = 100;

/**
 * `report.html`: one self-contained page of the same sections as the Markdown, with cards, pictures and filters.
 * @param redact sees what was rendered, before the larger part of a large page is compressed.
 */
export function renderHtml(report: Report, redact: (text: string) => string = (text) => text): string {
  const shown = presentReport(report);
  const scope = scopeOf(shown, wholeReport);
  const handOff = handOffOf(report);
  const packer = createPacker(redact);
  const composed = sections.flatMap((section) => {
    const content = contentOf(section, shown, { scope, handOff, packer });
    if (content === null) return [];
    const element = sectionElement(section.name, section.title, content);
    return [{ ...section, findings: findingsIn(shown, section.name), element }];
  });
  const told = composed.filter(({ isProcess }) => !isProcess);
  const making = composed.filter(({ isProcess }) => isProcess);
  const firstFindings = told.findIndex(({ findings }) => findings !== null);
  const title = `${verdictTitles[shown.verdict.level]} · Deep Review ${shown.review.id}`;
  const body = [
    h('a', { className: ['skip'], href: '#main' }, 'Skip to the report'),
    masthead(shown, scope, handOff),
    h('div', { className: ['columns'] }, [
      h('main', { id: 'main', className: shown.findings.length > many ? ['many'] : null }, [
        ...told.flatMap((section, index) => [
          ...(index === firstFindings ? filters(shown) : []),
          section.element,
        ]),
        h('details', { id: 'process', className: ['process'] }, [
          h('summary', processTitle),
          ...making.map(({ element }) => element),
        ]),
      ]),
      contents(told),
    ]),
    h('footer', `${shown.review.tool.name} ${shown.review.tool.version}`),
  ];
  return withPacks(redact(page(title, body)), packer);
}

function sectionElement(name: SectionName, title: string, content: readonly ElementContent[]): Element {
  return h('section', { id: name, ariaLabelledBy: `${name}-title` }, [
    h('h2', { id: `${name}-title` }, [
      title,
      ' ',
      h('a', { className: ['anchor'], href: `#${name}`, ariaLabel: `Link to ${title}` }, '¶'),
    ]),
    writtenAlready(content),
  ]);
}

/** Sections that are more than their Markdown on a page; the others are converted from it. */
function contentOf(
  { name, compose }: Section,
  report: Report,
  { scope, handOff, packer }: { readonly scope: Scope; readonly handOff: HandOff; readonly packer: Packer },
): ElementContent[] | null {
  if (name === 'coverage') return coverageContent(report);
  if (name === 'retro') return retroContent(report, scope);
  if (name === 'appendix') return appendixContent(report, packer);
  const findings = findingsIn(report, name);
  if (findings !== null && findings.length > 0) {
    const cardOf = (finding: ReportFinding, hasColours: boolean) =>
      findingCard(finding, scope, handOff.textOf(finding.id), hasColours);
    const { first, further } = splitAtMost(findings, report);
    const isAll = findings.every((finding) => scope.inFull.has(finding));
    return [
      ...first.map((finding) => writtenAlready([cardOf(finding, true)])),
      ...furtherFindings(name, further, scope, packer, (finding) => cardOf(finding, false)),
      ...(isAll ? [] : [h('p', phrasesToHtml(beyondWhole))]),
    ];
  }
  const blocks = compose(report, scope);
  return blocks && blocksToHtml(blocks);
}

/** The findings of a section; null where it holds none by its nature. */
function findingsIn(report: Report, name: SectionName): readonly ReportFinding[] | null {
  if (name === 'refuted') return report.refuted;
  if (name !== 'critical' && name !== 'important' && name !== 'suggestion') return null;
  return report.findings.filter((finding) => finding.severity === name);
}
