import type { Scene } from '../../helpers/action-scene.ts';

/** Files of the change, and how many there are before it. */
const fileCount = 90;
/** Rounds of a history. */
export const roundCount = 6;

/** What a file holds: `version` says how often it was edited, `defect` is the number of the one planted in it, if any. */
interface FileState {
  readonly version: number;
  readonly defect: number | null;
}

const nameOf = (index: number): string => `ledger${String(index).padStart(2, '0')}`;
const pathOf = (index: number): string => `src/${nameOf(index)}.js`;

/** About 3 kB; every file but the first of three imports its neighbour. */
function textOf(index: number, { version, defect }: FileState): string {
  const before = index % 3 === 0 ? '' : `import { ${nameOf(index - 1)} } from './${nameOf(index - 1)}.js';\n`;
  const steps = Array.from(
    { length: 36 },
    (_, line) =>
      `  total = step(total, ${index * 100 + line}); // adds what entry ${line} of ledger ${index} holds`,
  );
  const lines = [
    `export function ${nameOf(index)}(total) {`,
    `  total = edition(${version});`,
    ...(defect === null ? [] : [`  loseRecord(${defect});`]),
    ...steps,
    '  return total;',
    '}',
  ];
  return `${before}${lines.join('\n')}\n`;
}

/** A pull request as it grows: what is planted, and what was mended. */
export class Story {
  readonly #files = Array.from({ length: fileCount }, (): FileState => ({ version: 1, defect: null }));
  readonly #scene: Pick<Scene, 'repository' | 'github'>;

  constructor(scene: Pick<Scene, 'repository' | 'github'>) {
    this.#scene = scene;
  }

  static firstFiles(): Record<string, string> {
    const texts = Array.from({ length: fileCount }, (_, index) => [
      pathOf(index),
      textOf(index, { version: 1, defect: index === 0 ? 1 : null }),
    ]);
    return Object.fromEntries(texts);
  }

  /** Numbers of the defects that stand in a round: each is planted in its round, and mended two rounds later. */
  static standingIn(round: number): number[] {
    return [round - 1, round].filter((number) => number > 0);
  }

  /** The files of a round's commit: one defect more, an old one mended, and whatever else is edited. */
  #next(round: number, edited: readonly number[]): Record<string, string> {
    const touched = new Set([round - 1, round - 3].filter((index) => index >= 0).map((index) => index * 9));
    for (const index of [...touched, ...edited]) {
      const { version } = this.#files[index] ?? { version: 1 };
      const number = index / 9 + 1;
      const stands = index % 9 === 0 && Story.standingIn(round).includes(number);
      this.#files[index] = { version: version + 1, defect: stands ? number : null };
    }
    return Object.fromEntries(
      [...touched, ...edited].map((index) => [
        pathOf(index),
        textOf(index, this.#files[index] ?? { version: 1, defect: null }),
      ]),
    );
  }

  /** Commits what the author does before a round, in the manner of the history. */
  advance(kind: HistoryKind, round: number): void {
    const { repository, github } = this.#scene;
    const { git } = repository;
    const isMoved = (kind === 'rebase' && round === 3) || (kind === 'base merged in' && round === 4);
    if (isMoved) {
      git('checkout', '--quiet', 'main');
      github.baseSha = repository.commit('Meanwhile', { 'other.js': 'export const other = 1;\n' });
      git('checkout', '--quiet', 'feature');
      git(...(kind === 'rebase' ? ['rebase', '--quiet', 'main'] : ['merge', '--quiet', '--no-edit', 'main']));
    }
    if (kind === 'force-push') git('reset', '--quiet', '--soft', 'main');
    const edited =
      kind === 'late big commit' && round === 5
        ? Array.from({ length: 20 }, (_, index) => index + 60).filter((index) => index % 9 !== 0)
        : [];
    github.headSha = repository.commit(`Round ${round}`, this.#next(round, edited));
  }
}

/** Ways in which a pull request goes on. */
export const historyKinds = [
  'small fixes',
  'rebase',
  'base merged in',
  'late big commit',
  'force-push',
] as const;
/** See {@link historyKinds}. */
export type HistoryKind = (typeof historyKinds)[number];
