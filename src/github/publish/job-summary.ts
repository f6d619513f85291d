import { writeFileSync } from 'node:fs';
import * as core from '@actions/core';
import type { ReviewEvent } from '../../model/events.ts';
import { describeEvent } from '../../report/terminal/progress.ts';

/** Makes this text all that the step says in the job summary. */
export async function writeJobSummary(markdown: string): Promise<void> {
  // A server may have none, and a step that fails outside a runner has to say so all the same.
  if (!process.env.GITHUB_STEP_SUMMARY) return;
  await core.summary.addRaw(markdown).write({ overwrite: true });
}

/**
 * Keeps the job summary at what is known so far, so that a step which is killed still tells it: the runner takes the file however
 * the step ends (actions/runner ActionRunner.cs).
 * @param path the runner's `GITHUB_STEP_SUMMARY`; nothing is kept without one.
 */
export function keepPartialSummary(path: string | undefined): (event: ReviewEvent) => void {
  const lines: string[] = [];
  const keep = () => path && writeFileSync(path, partialSummary(lines));
  keep();
  return (event) => {
    const line = describeEvent(event);
    if (line === null) return;
    lines.push(line);
    keep();
  };
}

function partialSummary(lines: readonly string[]): string {
  const text = ['Started', ...lines].join('\n');
  const fence = '`'.repeat(Math.max(3, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length + 1)));
  return [
    '# Deep Review',
    '> **Not finished** — the step ended before there was a verdict. This is how far it came.',
    `${fence}text\n${text}\n${fence}`,
    '',
  ].join('\n\n');
}
