import type { RootContent } from 'mdast';
import type { Report } from '../../../model/report/report-schema.ts';
import { agentTitle, describeOutcome } from '../../../model/report/wording.ts';
import { literal } from '../literal.ts';
import { type Phrase, table } from '../mdast.ts';
import { readInline } from '../prose.ts';
import type { Scope } from './section.ts';

/** Under what conditions each agent worked: version, isolation, and whatever is to be said of its run. */
export function agentFacts({ agents }: Report, { links }: Scope): RootContent[] {
  if (agents.length === 0) return [];
  const rows = agents.map((agent): Phrase[][] => [
    [agentTitle(agent.name)],
    literal(agent.version ?? '–', links),
    literal(agent.isolation.join(', ') || '–', links),
    readInline(remarksOn(agent), links),
  ]);
  return [table([[['Agent'], ['Version'], ['Isolation'], ['Remarks']], ...rows])];
}

function remarksOn({ outcome, reason, turns, notes }: Report['agents'][number]): string {
  const remarks = [
    outcome === 'completed' ? null : describeOutcome(outcome, reason),
    turns === null ? null : `${turns} turns`,
    ...notes,
  ];
  return remarks.filter((remark) => remark !== null).join('; ') || '–';
}
