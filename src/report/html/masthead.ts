import type { Element } from 'hast';
import { h } from 'hastscript';
import type { Report } from '../../model/report/report-schema.ts';
import { capitalised, countOf, gateTitles, shortOid, verdictTitles } from '../../model/report/wording.ts';
import { literal } from '../markdown/literal.ts';
import { readInline } from '../markdown/prose.ts';
import { factsOf } from '../markdown/sections/header.ts';
import type { Scope } from '../markdown/sections/section.ts';
import { phrasesToHtml } from './prose.ts';
import { reviewersTable } from './tables/reviewers.ts';

/** More blocking findings are counted, not named. */
const mostNamed = 12;

/** Facts that have a place of their own on the page. */
const shownApart = new Set(['Commits', 'Reviewers']);

/** The top of the page: what was reviewed, the verdict with its reason, the counts, the facts, the reviewers. */
export function masthead(report: Report, scope: Scope): Element {
  const { review, change } = report;
  const title = change.pullRequest?.title ?? change.branch ?? review.id;
  return h('header', { className: ['masthead'] }, [
    h('p', { className: ['kicker'] }, `Deep Review ${review.id}`),
    h('h1', phrasesToHtml(literal(title, scope.links))),
    verdictPanel(report, scope),
    counts(report),
    facts(report, scope),
    reviewersTable(report, scope),
    ...(change.commits.length > 0 ? [commits(report, scope)] : []),
  ]);
}

function verdictPanel({ verdict, review }: Report, { links }: Scope): Element {
  const named = verdict.blocking.slice(0, mostNamed);
  const blocking = named.flatMap((id) => [' ', h('a', { href: `#${id}` }, id)]);
  const more = verdict.blocking.length - named.length;
  return h('div', { className: ['verdict', verdict.level] }, [
    h('p', { className: ['badge'] }, verdictTitles[verdict.level]),
    h('p', { className: ['reason'] }, phrasesToHtml(readInline(verdict.reason, links))),
    h('p', { className: ['gate'] }, [
      `${capitalised(gateTitles[verdict.gate])}.`,
      ...(blocking.length > 0 ? [' Blocked by', ...blocking, more > 0 ? ` and ${more} more.` : '.'] : []),
    ]),
    ...(review.complete
      ? []
      : [h('p', h('b', 'This review was cut short; what was ready then is reported.'))]),
  ]);
}

function counts({ findings, refuted, verdict }: Report): Element {
  const bySeverity = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  const figures = [
    ['critical', bySeverity('critical'), 'critical'],
    ['important', bySeverity('important'), 'important'],
    ['suggestion', bySeverity('suggestion'), bySeverity('suggestion') === 1 ? 'suggestion' : 'suggestions'],
    ['blocks', verdict.blocking.length, 'blocking'],
    ['refuted', refuted.length, 'refuted or declined'],
  ] as const;
  return h(
    'ul',
    { className: ['counts'] },
    figures.map(([name, count, words]) =>
      h('li', { className: [name, count === 0 ? 'zero' : 'some'] }, [h('b', String(count)), ` ${words}`]),
    ),
  );
}

function facts(report: Report, scope: Scope): Element {
  return h(
    'dl',
    { className: ['facts'] },
    factsOf(report, scope)
      .filter(([name]) => !shownApart.has(name))
      // The pull request's title stands above.
      .map(([name, phrases]) => [name, name === 'Pull request' ? phrases.slice(0, 1) : phrases] as const)
      .map(([name, phrases]) => h('div', [h('dt', name), h('dd', phrasesToHtml(phrases))])),
  );
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
