import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ReviewOfRun, readReviews } from '../../src/findings/read-reviews.ts';
import type { Rulings } from '../../src/model/answers/ruling.ts';
import { buildCitation, buildRun, type LooseRuling } from './agent-run.ts';
import type { Texts } from './change.ts';

const root = fileURLToPath(new URL('../fixtures/worker-stop', import.meta.url));
const read = (path: string): string => readFileSync(`${root}/${path}`, 'utf8');

/** A made-up change of the shape of a real one: a shared forced stop that lost two steps, and two claims that sound worse and are wrong. */
export const workerStopTexts: Texts = Object.fromEntries(
  [...new Set([...pathsIn('base'), ...pathsIn('head')])].map((path) => {
    const versions = ['base', 'head'].map((side) =>
      pathsIn(side).includes(path) ? read(`${side}/${path}`) : null,
    );
    return [path, [versions[0] ?? null, versions[1] ?? null] as const];
  }),
);

function pathsIn(side: string): string[] {
  return readdirSync(`${root}/${side}`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(`${root}/${side}`, join(entry.parentPath, entry.name)));
}

/** What three agents said of it, in their own forms. */
export const workerStopReviews = {
  claude: read('reviews/claude.md'),
  codex: read('reviews/codex.md'),
  gemini: read('reviews/gemini.json'),
} as const;

interface KnownRuling extends Pick<Rulings['rulings'][number], 'ruling' | 'severity' | 'kind' | 'reason'> {
  readonly missing?: string;
  readonly about: string;
  readonly cite: readonly [path: string, line: number, side: 'old' | 'new', quote: string];
}

const known: readonly KnownRuling[] = JSON.parse(read('rulings.json'));
const titles = new Map(
  readReviews(
    Object.entries(workerStopReviews).map(([agent, answer]) => buildRun({ agent, answer })),
  ).flatMap(titlesOf),
);

function titlesOf({ run, reading }: ReviewOfRun): [string, string][] {
  if (reading.form === 'unreadable') return [];
  return reading.review.findings.map((finding, index) => [`${run.id}/${index + 1}`, finding.title]);
}

/** What a careful adjudicator says of findings, with a citation that is true. */
export function careful(keys: readonly string[]): LooseRuling {
  const ruling = known.find(({ about }) => keys.some((key) => about === titles.get(key)));
  if (ruling === undefined) return {};
  const { about: _, cite, ...said } = ruling;
  const [path, line, side, quote] = cite;
  return { ...said, evidence: [buildCitation(path, line, quote, side)] };
}
