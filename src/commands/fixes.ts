import { resolve } from 'node:path';
import { openRepository } from '../change/git/git.ts';
import { combineFixes, type FixOutcome, filesToFix } from '../consolidation/fixes/combine-fixes.ts';
import { exitCodes, UserError } from '../model/errors.ts';
import { silentLogger } from '../model/ports.ts';
import type { Report, ReportFinding } from '../model/report/report-schema.ts';
import { withPorts } from '../review/lifetime.ts';
import { neutraliseCommands } from '../safety/neutralise.ts';
import type { CommandLine } from './line/parse-arguments.ts';
import { readReport } from './line/read-report.ts';

/** `deep-review fixes [ID…] --from DIR`: the patches of findings as one, for `git apply`; what became of each goes to standard error. */
export async function fixesCommand(line: CommandLine): Promise<number> {
  const { from = 'deep-review-report', repo = '.', head } = line.values;
  const report = await readReport(resolve(from));
  const findings = chooseFindings(report, line.operands);
  const lifetime = { log: silentLogger, environment: process.env, outputDirectory: null };
  const { patch, outcomes } = await withPorts(lifetime, async (ports) => {
    const git = await openRepository(repo, ports);
    const revision = await git.resolve(head ?? report.change.head);
    if (revision === null)
      throw new UserError(
        `There is no commit ${head ?? report.change.head} in ${git.directory}: fetch it, or name another with --head.`,
      );
    const paths = [...new Set(findings.flatMap(filesToFix))];
    const texts = await Promise.all(paths.map((path) => git.readFile(revision, path)));
    return combineFixes(findings, (path) => {
      const text = texts[paths.indexOf(path)] ?? null;
      return text?.includes('\uFFFD') ? 'unknown' : text;
    });
  });
  for (const outcome of outcomes) process.stderr.write(`${describe(outcome)}\n`);
  if (outcomes.length === 0) process.stderr.write('No finding of this report has a patch.\n');
  process.stdout.write(patch);
  return outcomes.length > 0 && outcomes.every(({ trouble }) => trouble === null)
    ? exitCodes.pass
    : exitCodes.block;
}

function chooseFindings(report: Report, ids: readonly string[]): ReportFinding[] {
  const patched = report.findings.filter(({ fix }) => !!fix?.patch);
  const known = patched.map(({ id }) => id);
  const strange = ids.find((id) => !known.includes(id));
  if (strange !== undefined)
    throw new UserError(
      `No finding ${strange} of the report has a patch. These have one: ${known.join(', ') || 'none'}. Name some of them, or leave out the ids for all.`,
    );
  return ids.length === 0 ? patched : patched.filter(({ id }) => ids.includes(id));
}

/** Titles are agents' words, and a runner may read along. */
function describe({ id, title, isProven, trouble }: FixOutcome): string {
  const state = trouble === null ? `applies, ${isProven ? 'proven' : 'not proven'}` : `left out: ${trouble}`;
  return neutraliseCommands(`${id} ${state} — ${title.replace(/\s+/g, ' ')}`);
}
