import { join } from 'node:path';
import type { Brief } from '../../model/brief.ts';
import type { AgentRun } from '../../model/run.ts';
import { writeWhole } from '../../recording/write-whole.ts';
import type { Attempt } from './attempt.ts';

/**
 * Writes one run below `raw/<run id>/`: what it was told, how it was started, what it printed and what came of it. The last
 * attempt lies at the top, earlier ones in `attempt-1`, `attempt-2`, …; every text is redacted already but the brief.
 */
export async function recordRun(
  run: AgentRun,
  brief: Brief,
  record: { readonly attempts: readonly Attempt[]; readonly changes: readonly string[] },
  outputDirectory: string,
  redact: (text: string) => string,
): Promise<void> {
  const directory = join(outputDirectory, 'raw', run.id);
  const files: Record<string, string> = { 'brief.md': redact(brief.text) };
  if (run.answer !== null) files['answer.txt'] = run.answer;
  if (record.changes.length > 0) files['workspace-changes.txt'] = redact(`${record.changes.join('\n')}\n`);
  record.attempts.forEach((attempt, index) => {
    const folder = index === record.attempts.length - 1 ? '' : `attempt-${index + 1}/`;
    files[`${folder}command.json`] = redact(renderJson(describeCommand(attempt)));
    files[`${folder}stdout.txt`] = attempt.ended.stdout;
    files[`${folder}stderr.txt`] = attempt.ended.stderr;
  });
  for (const [name, text] of Object.entries(files)) await writeWhole(join(directory, name), text);
  await writeWhole(join(directory, 'run.json'), renderJson(run));
}

function describeCommand({ invocation, variables, end, judgement }: Attempt): object {
  const { command, workingDirectory } = invocation;
  return { command, workingDirectory, environment: variables, end, judgement };
}

const renderJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
