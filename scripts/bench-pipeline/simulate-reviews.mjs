import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const count = 200;
const own = fileURLToPath(new URL('../..', import.meta.url));
const script = fileURLToPath(new URL('conduct-made-up.mjs', import.meta.url));
/** What becomes of scripts that are asked for, and whether the targets are of that. */
const scripts = [
  { word: 'off', title: 'no scripts asked for', isTarget: true },
  { word: 'declined', title: 'scripts asked for, none written', isTarget: true },
  { word: 'half', title: 'every second script shows its finding', isTarget: false },
];
/** Wall clock ÷ slowest reviewer, and what is thrown away ÷ what the reviews took. */
const most = { median: 1.08, late: 1.12, thrownAway: 0.25 };

/**
 * Prints what 200 made-up reviews wait for, of this build and, where one is named, of another compiled one; false where a target is missed.
 * Agents' seconds stand for their tokens: both grow with what an agent reads and writes.
 */
export function simulateReviews(old) {
  console.log(
    `${count} made-up reviews with the durations and findings of real ones, in virtual time; wall clock ÷ slowest reviewer`,
  );
  console.log(
    `${''.padEnd(45)} median  9 of 10   thrown away   rulings   blockers ruled on   suggestions   proven   edited`,
  );
  let isMet = true;
  for (const { word, title, isTarget } of scripts) {
    const builds = [...(old === undefined ? [] : [['old', resolve(old)]]), ['new', own]];
    for (const [name, build] of builds) {
      const figures = figuresOf(build, word);
      console.log(`${title.padEnd(40)} ${name.padEnd(4)} ${lineOf(figures)}`);
      if (name === 'old') continue;
      const isFast = figures.median <= most.median && figures.late <= most.late;
      isMet &&= (isFast || !isTarget) && figures.thrownAway <= most.thrownAway && figures.unruled === 0;
    }
  }
  console.log(
    `at most ${most.median}, ${most.late} and ${most.thrownAway * 100} %, every blocker ruled on: ${isMet ? 'met' : 'MISSED'}\n`,
  );
  return isMet;
}

function figuresOf(build, word) {
  const printed = execFileSync(process.execPath, [script, build, String(count), word], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const rows = printed
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const ratios = rows.map(({ ratio }) => ratio).sort((a, b) => a - b);
  const sum = (pick) => rows.reduce((total, row) => total + pick(row), 0);
  const reviewing = sum((row) => row.reviewing);
  return {
    median: ratios[Math.floor(count / 2)],
    late: ratios[Math.floor(count * 0.9)],
    thrownAway: sum((row) => row.editorsSetAside + row.stopped + row.superseded) / reviewing,
    ruling: sum((row) => row.ruling) / reviewing,
    blockers: sum((row) => row.blockers),
    unruled: sum((row) => row.unruled),
    suggestions: sum((row) => row.suggestions),
    proven: sum((row) => row.proven),
    edited: sum((row) => Number(row.isEdited)),
  };
}

const percent = (share) => `${(share * 100).toFixed(1)} %`;

function lineOf(figures) {
  const { median, late, thrownAway, ruling, blockers, unruled, suggestions, proven, edited } = figures;
  return [
    median.toFixed(3).padStart(6),
    late.toFixed(3).padStart(8),
    percent(thrownAway).padStart(13),
    percent(ruling).padStart(9),
    `${blockers - unruled} of ${blockers}`.padStart(19),
    String(suggestions).padStart(13),
    String(proven).padStart(8),
    `${edited} of ${count}`,
  ].join(' ');
}
