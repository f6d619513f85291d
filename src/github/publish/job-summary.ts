import { writeFileSync } from 'node:fs';
import * as core from '@actions/core';
import type { ReviewEvent } from '../../model/events.ts';
import { describeEvent } from '../../report/terminal/progress.ts';
import { neutraliseCommands } from '../../safety/neutralise.ts';

/** Makes this text all that the step says in the job summary. It decides nothing, so what goes wrong is a warning. */
export function writeJobSummary(markdown: string): void {
  const trouble = draftJobSummary(markdown);
  if (trouble === null) return;
  core.warning(
    neutraliseCommands(
      `The job summary could not be written: ${trouble}. What it would say is in the report's files.`,
    ),
  );
}

/**
 * The same while there is more to come, in case that is never reached.
 * @returns what went wrong; null where nothing did. A server may have no summaries, and a step that fails outside a runner none either.
 */
export function draftJobSummary(
  markdown: string,
  path: string | undefined = process.env.GITHUB_STEP_SUMMARY,
): string | null {
  if (!path) return null;
  try {
    writeFileSync(path, markdown);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/**
 * Keeps the job summary at what is known so far, so that a step which is killed still tells it: the runner takes the file however
 * the step ends (actions/runner ActionRunner.cs).
 * @param path the runner's `GITHUB_STEP_SUMMARY`; nothing is kept without one.
 */
export function keepPartialSummary(path: string | undefined): (event: ReviewEvent) => void {
  const lines: string[] = [];
  const keep = () => draftJobSummary(partialSummary(lines), path);
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
