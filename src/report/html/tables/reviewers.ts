import type { Element } from 'hast';
import type { Report } from '../../../model/report/report-schema.ts';
import {
  agentTitle,
  countOf,
  formatClock,
  formatCost,
  formatTokens,
  outcomeTitles,
} from '../../../model/report/wording.ts';
import { readInline } from '../../markdown/prose.ts';
import type { Scope } from '../../markdown/sections/section.ts';
import { h } from '../page/element.ts';
import { phrasesToHtml } from '../prose.ts';

const columns = ['Reviewer', 'Outcome', 'Raised', 'Model, effort', 'Time', 'Tokens', 'Cost'];
const firstNumber = columns.indexOf('Time');

/** Every agent with how it ended, what it raised, took and cost; the reason stands below one that failed. */
export function reviewersTable(report: Report, scope: Scope): Element {
  const heads = columns.map((column, index) =>
    h('th', { scope: 'col', className: index >= firstNumber ? ['number'] : null }, column),
  );
  return h('div', { className: ['scroll'], tabIndex: 0, role: 'group', ariaLabel: 'Reviewers' }, [
    h('table', { className: ['reviewers'] }, [
      h('thead', h('tr', heads)),
      h(
        'tbody',
        report.agents.flatMap((agent) => agentRows(agent, report, scope)),
      ),
    ]),
  ]);
}

function agentRows(agent: Report['agents'][number], { runs }: Report, { links }: Scope): Element[] {
  const raised = runs
    .filter((run) => run.agent === agent.name && run.role === 'reviewer')
    .reduce((sum, run) => sum + run.count, 0);
  const isDone = agent.outcome === 'completed';
  const settings = [agent.model, agent.effort].filter((part) => part !== null).join(', ');
  const tokens = agent.tokens === null ? '–' : formatTokens(agent.tokens.input + agent.tokens.output);
  const row = h('tr', { className: isDone ? ['done'] : ['failed'] }, [
    h('th', { scope: 'row' }, agentTitle(agent.name)),
    h('td', { className: ['outcome'] }, outcomeTitles[agent.outcome]),
    h('td', agent.reviewer ? (isDone ? countOf(raised, 'finding') : '–') : 'only ruled'),
    h('td', settings || '–'),
    h('td', { className: ['number'] }, formatClock(agent.durationMs)),
    h('td', { className: ['number'] }, tokens),
    h('td', { className: ['number'] }, agent.costUsd === null ? '–' : formatCost(agent.costUsd)),
  ]);
  if (agent.reason === null) return [row];
  const reason = phrasesToHtml(readInline(agent.reason, links));
  return [
    row,
    h('tr', { className: ['reason'] }, [h('td'), h('td', { colSpan: columns.length - 1 }, reason)]),
  ];
}
