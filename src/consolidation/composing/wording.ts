import type { SettledFinding } from '../rulings/settled-finding.ts';

const numbers = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/** `two regressions`, `one regression`, `14 regressions`. */
function spelledCount(count: number, noun: string, plural = `${noun}s`): string {
  return `${numbers[count] ?? count} ${count === 1 ? noun : plural}`;
}

/** `a, b and c`; beyond `most` items `a, b and 3 more`. */
export function wordList(items: readonly string[], most = items.length): string {
  const shown = items.length > most ? [...items.slice(0, most), `${items.length - most} more`] : items;
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** Cut at a word's end with an ellipsis. */
export function shortened(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= most) return line;
  const cut = line.slice(0, most - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2)).trimEnd()}…`;
}

/** `two confirmed regressions (I1 “…” and I2 “…”) and one unverified gap (I3 “…”)`: alike ones together, in report order. */
export function findingList(findings: readonly SettledFinding[]): string {
  const groups = new Map<string, SettledFinding[]>();
  for (const finding of findings) {
    const name = `${finding.ruling.value} ${nounOf(finding)}`;
    groups.set(name, [...(groups.get(name) ?? []), finding]);
  }
  let titles = 4;
  return wordList(
    [...groups].map(([name, group]) => {
      const named = group.map(({ id, cluster }) =>
        titles-- > 0 ? `${id} “${shortened(cluster.findings[0]?.title ?? '', 80)}”` : id,
      );
      return `${spelledCount(group.length, name)} (${wordList(named)})`;
    }),
  );
}

function nounOf({ severity, kind }: SettledFinding): string {
  if (severity === 'critical') return kind === null ? 'critical' : `critical ${nounOfKind[kind]}`;
  return kind === null ? 'important finding' : nounOfKind[kind];
}

const nounOfKind = { regression: 'regression', gap: 'gap', 'pre-existing': 'pre-existing fault' } as const;

/** Said of a change of nothing but generated, vendored, binary, lock and ignored files. */
export const nobodyRead = 'fixed rules only; nobody read it';
