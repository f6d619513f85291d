import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import { sectionsOf } from './document.ts';
import { appendixContent } from './html/appendix.ts';
import { findingCard } from './html/card.ts';
import { type ContentsEntry, contents } from './html/contents.ts';
import { coverageFigures } from './html/coverage.ts';
import { filters } from './html/filters.ts';
import { masthead } from './html/masthead.ts';
import { page } from './html/page.ts';
import { blocksToHtml } from './html/prose.ts';
import { retroContent } from './html/retro.ts';
import { linksOf } from './links.ts';
import type { Report, ReportFinding } from './report-schema.ts';
import { type Scope, type Section, type SectionName, wholeReport } from './sections/section.ts';
import { presentReport } from './visible-text.ts';
import { verdictTitles } from './wording.ts';

/** `report.html`: one self-contained page of the same sections as the Markdown, with cards, pictures and filters. */
export function renderHtml(report: Report): string {
  const shown = presentReport(report);
  const scope: Scope = { links: linksOf(shown), detail: wholeReport };
  const sections = sectionsOf(shown, scope);
  const entries = sections.map(
    ({ name, title }): ContentsEntry => ({ name, title, findings: findingsIn(shown, name) }),
  );
  return page(`${verdictTitles[shown.verdict.level]} · Deep Review ${shown.review.id}`, [
    h('a', { className: ['skip'], href: '#summary' }, 'Skip to the report'),
    masthead(shown, scope),
    h('div', { className: ['columns'] }, [
      contents(entries),
      h(
        'main',
        sections.flatMap((section) => sectionElements(section, shown, scope)),
      ),
    ]),
    h('footer', `${shown.review.tool.name} ${shown.review.tool.version}`),
  ]);
}

function sectionElements(section: Section, report: Report, scope: Scope): Element[] {
  const element = h('section', { id: section.name, ariaLabelledBy: `${section.name}-title` }, [
    h('h2', { id: `${section.name}-title` }, [
      section.title,
      ' ',
      h('a', { className: ['anchor'], href: `#${section.name}`, ariaLabel: `Link to ${section.title}` }, '¶'),
    ]),
    ...contentOf(section, report, scope),
  ]);
  return section.name === 'critical' ? [filters(report), element] : [element];
}

/** Sections that are more than their Markdown on a page; the others are converted from it. */
function contentOf(section: Section, report: Report, scope: Scope): ElementContent[] {
  const findings = findingsIn(report, section.name);
  if (findings !== null)
    return findings.length > 0 ? findings.map((finding) => findingCard(finding, scope)) : [h('p', 'None.')];
  if (section.name === 'coverage') return coverageFigures(report);
  if (section.name === 'retro') return retroContent(report, scope);
  if (section.name === 'appendix') return appendixContent(report);
  return blocksToHtml(section.content);
}

function findingsIn(report: Report, name: SectionName): readonly ReportFinding[] | null {
  if (name === 'refuted') return report.refuted;
  if (name !== 'critical' && name !== 'important' && name !== 'suggestion') return null;
  return report.findings.filter((finding) => finding.severity === name);
}
