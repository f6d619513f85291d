// Reading a change ÷ `git diff` itself, its peak memory, and parsing against four parsers from npm.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { repositoryOf } from './reading/repository-of.mjs';

/** By size: what reading may take of what git's own diff takes. */
const most = { 1000: 1.35, 10000: 1.2, 100000: 1.12, 1000000: 1.12 };
/** Of processors' time, which counts where others keep them busy. */
const mostWhileBusy = { 1000000: 1.4 };

/** Figures for generated repositories of each size, or for one range of a real repository. */
export async function* measure({ repo, range = 'HEAD~1..HEAD', sizes: chosen }, build, names = null) {
  if (repo) {
    yield* measureRange(build, repo, range, { label: range, rounds: 5, of: {} });
    return;
  }
  for (const size of chosen?.split(',').map(Number) ?? Object.keys(most).map(Number)) {
    const label = `${size} lines`;
    if (names !== null && !names.some((name) => name.startsWith(`${label}:`))) continue;
    yield* measureRange(build, repositoryOf(size), 'base..head', {
      label,
      rounds: size > 10_000 ? 3 : 15,
      of: {
        most: most[size],
        mostWhileBusy: mostWhileBusy[size],
        growth: (of) => ({ growth: { of, size } }),
      },
    });
  }
}

function* measureRange(build, directory, range, { label, rounds, of }) {
  const { most, mostWhileBusy, growth = () => ({}) } = of;
  const [base, head] = range.split('..');
  const { git, first, read, whole, ends, memory, processor } = runChild(
    'read-repeatedly',
    build,
    directory,
    base,
    head,
    String(rounds),
  );
  yield { name: `${label}: git diff`, value: git, unit: 'ms' };
  yield { name: `${label}: reading, the first time in a process`, value: first, unit: 'ms' };
  yield { name: `${label}: reading`, value: read, unit: 'ms' };
  yield {
    name: `${label}: reading, with commits and history for the ranking`,
    value: whole,
    unit: 'ms',
    ...growth('lines read'),
  };
  // The commits are read there, in builds that find the merge base by them.
  yield { name: `${label}: finding both ends before`, value: ends ?? null, unit: 'ms' };
  yield { name: `${label}: reading ÷ git diff`, value: whole / git, ...(most && { most }) };
  yield {
    name: `${label}: reading ÷ git diff, processors' time`,
    value: processor?.git ? processor.whole / processor.git : null,
    ...(mostWhileBusy && { most: mostWhileBusy }),
  };
  yield {
    name: `${label}: peak memory of one reading`,
    value: memory,
    unit: 'MB',
    most: 128,
    ...growth('lines read, at their peak'),
  };

  const parsers = runChild('parse-repeatedly', build, directory, base, head);
  for (const [name, value] of Object.entries(parsers)) {
    yield {
      name: `${label}: parsing, ${name}${value === null ? ' (fails)' : ''}`,
      value: value ?? 0,
      unit: 'ms',
      ...(name === 'ours as in a review' && growth('lines parsed')),
    };
  }
  const { ours, 'ours as in a review': reviewed, ...others } = parsers;
  const fastest = Math.min(...Object.values(others).filter((value) => value !== null));
  const ratio = `${label}: parsing ÷ the fastest of the others`;
  yield { name: ratio, value: reviewed / fastest, most: 0.5 };
  yield { name: `${ratio}, all text in memory as they have it`, value: ours / fastest };
}

function runChild(script, ...args) {
  const path = fileURLToPath(new URL(`reading/${script}.mjs`, import.meta.url));
  const flags = ['--max-old-space-size=8192', '--expose-gc'];
  return JSON.parse(execFileSync(process.execPath, [...flags, path, ...args]));
}
