import type { Element } from 'hast';
import { headlineOf, sinceLastRound } from '../../model/report/headline.ts';
import type { Report } from '../../model/report/report-schema.ts';
import {
  agentTitle,
  capitalised,
  countOf,
  formatClock,
  gateTitles,
  outcomeTitles,
  shortOid,
  verdictTitles,
} from '../../model/report/wording.ts';
import type { HandOff } from '../hand-off/hand-off.ts';
import { literal } from '../markdown/literal.ts';
import { readInline } from '../markdown/prose.ts';
import { factsOf } from '../markdown/sections/header.ts';
import type { Scope } from '../markdown/sections/section.ts';
import { blockersTable } from './blockers.ts';
import { fixesPanel } from './fixes.ts';
import { inert } from './page/copy.ts';
import { h } from './page/element.ts';
import { phrasesToHtml } from './prose.ts';
import { reviewersTable } from './tables/reviewers.ts';

/** Facts that have a place of their own on the page. */
const shownApart = new Set(['Commits', 'Reviewers']);
/** Facts that stand open, in one line. */
const shownOpen = ['Pull request', 'Branch', 'Changed', 'Date', 'Wall-clock time', 'Cost'];

/** The top of the page, for five seconds: the verdict, what blocks, what the last round became, who reviewed; the rest is folded. */
export function masthead(report: Report, scope: Scope, handOff: HandOff): Element {
  const { review, change } = report;
  const title = change.pullRequest?.title ?? change.branch ?? review.id;
  return h('header', { className: ['masthead'] }, [
    h('p', { className: ['kicker'] }, `Deep Review ${review.id}`),
    h('h1', phrasesToHtml(literal(title, scope.links))),
    verdictPanel(report, scope),
    ...blockersTable(report, scope),
    ...fixesPanel(report, scope),
    inert('hand-off-head', handOff.head),
    inert('quotes-are-data', handOff.quotesAreData),
    ...roundLine(report),
    factsLine(report, scope),
    agentPills(report),
    moreFacts(report, scope),
  ]);
}

function verdictPanel(report: Report, { links }: Scope): Element {
  const { verdict, review } = report;
  return h('div', { className: ['verdict', verdict.level] }, [
    h('p', { className: ['badge'] }, verdictTitles[verdict.level]),
    h('p', { className: ['reason'] }, [
      `${headlineOf(report)} `,
      h('span', { className: ['gate'] }, `${capitalised(gateTitles[verdict.gate])}.`),
    ]),
    ...(review.complete
      ? []
      : [h('p', h('b', 'This review was cut short; what was ready then is reported.'))]),
    h('details', { className: ['why'] }, [
      h('summary', { title: `Rule: ${verdict.rule}` }, 'Why'),
      h('p', phrasesToHtml(readInline(verdict.reason, links))),
    ]),
  ]);
}

function roundLine(report: Report): Element[] {
  const words = sinceLastRound(report);
  return words === null
    ? []
    : [h('p', { className: ['since'] }, [words, ' ', h('a', { href: '#previous' }, 'Previous round')])];
}

function factsLine(report: Report, scope: Scope): Element {
  const facts = factsOf(report, scope).filter(([name]) => shownOpen.includes(name));
  return h(
    'ul',
    { className: ['meta'] },
    facts.map(([name, phrases]) =>
      // The pull request's title stands above.
      h('li', { title: name }, phrasesToHtml(name === 'Pull request' ? phrases.slice(0, 1) : phrases)),
    ),
  );
}

function agentPills({ agents }: Report): Element {
  return h(
    'ul',
    { className: ['tags', 'agents'], ariaLabel: 'Agents' },
    agents.map(({ name, outcome, durationMs }) =>
      h('li', { className: ['tag', outcome === 'completed' ? 'agent' : 'failed'] }, [
        agentTitle(name),
        ' ',
        h(
          'span',
          { className: ['count'] },
          outcome === 'completed' ? formatClock(durationMs) : outcomeTitles[outcome],
        ),
      ]),
    ),
  );
}

/** What is asked for rarely: every fact, the agents' table, the commits. */
function moreFacts(report: Report, scope: Scope): Element {
  const facts = factsOf(report, scope).filter(([name]) => !shownApart.has(name));
  return h('details', { className: ['more'] }, [
    h('summary', 'Details of the review'),
    h(
      'dl',
      { className: ['facts'] },
      facts.map(([name, phrases]) => h('div', [h('dt', name), h('dd', phrasesToHtml(phrases))])),
    ),
    reviewersTable(report, scope),
    ...(report.change.commits.length > 0 ? [commits(report, scope)] : []),
  ]);
}

function commits({ change }: Report, { links }: Scope): Element {
  return h('details', { className: ['commits'], open: change.commits.length <= 8 }, [
    h('summary', countOf(change.commits.length, 'commit')),
    h(
      'ol',
      change.commits.map((commit) => {
        const href = links.toCommit(commit.oid);
        const oid = h('code', shortOid(commit.oid));
        return h('li', [
          href === null ? oid : h('a', { href }, oid),
          ' ',
          ...phrasesToHtml(literal(commit.subject, links)),
          h('span', { className: ['soft'] }, ` ${commit.author}`),
        ]);
      }),
    ),
  ]);
}
