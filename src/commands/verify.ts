import { resolve } from 'node:path';
import { openRepository } from '../change/git/git.ts';
import { readConfiguration } from '../config/read-configuration.ts';
import { UserError } from '../model/errors.ts';
import { silentLogger } from '../model/ports.ts';
import type { Report, ReportFinding } from '../model/report/report-schema.ts';
import { createProver } from '../proof/create-prover.ts';
import { proofSettings } from '../proof/proof-settings.ts';
import { withPorts } from '../review/lifetime.ts';
import type { CommandLine } from './line/parse-arguments.ts';
import { readReport } from './line/read-report.ts';

/** What a finding's script does now. */
interface Verified {
  readonly id: string;
  readonly title: string;
  /** `fixed`: its script passes; `open`: it still shows; `unknown`: it could not run, or not the same each time. */
  readonly state: 'fixed' | 'open' | 'unknown';
  /** What it printed behind `REPRO:`, or why nothing is known. */
  readonly said: string | null;
}

const exitCodes = { fixed: 0, open: 1, unknown: 2 } as const;

/**
 * `deep-review verify [ID…] --from DIR`: runs the scripts of a report's findings on another head, or on the files as they are, with no
 * agent and no key. Exit code 0: all pass; 1: one still shows; 2: one could not be run.
 */
export async function verifyCommand(line: CommandLine): Promise<number> {
  const { from = 'deep-review-report', repo = '.', head, config } = line.values;
  const report = await readReport(resolve(from));
  const findings = chooseFindings(report, line.operands);
  const lifetime = { log: silentLogger, environment: process.env, outputDirectory: null };
  const verified = await withPorts(lifetime, async (ports): Promise<Verified[]> => {
    const git = await openRepository(repo, ports);
    const revision = head === undefined ? null : await git.resolve(head);
    if (head !== undefined && revision === null)
      throw new UserError(`There is no commit ${head} in ${git.directory}: name one with --head.`);
    const base = revision ?? (await git.resolve('HEAD')) ?? git.emptyTree;
    const origin =
      config === undefined
        ? ({ from: 'base', path: '.github/deep-review.yml', required: false } as const)
        : ({ from: 'disk', path: config } as const);
    const trusted = (await git.resolve(report.change.base)) ?? base;
    const settings = proofSettings(await readConfiguration(origin, { base: trusted, git }));
    const prover = createProver({ git, head: revision, base, checkout: git.directory, settings, ports });
    try {
      return await Promise.all(
        findings.map(async ({ id, title, proof }) => ({ id, title, ...(await prover.rerun(proof.script)) })),
      );
    } finally {
      await prover.close();
    }
  });
  process.stdout.write(
    line.flags.has('json') ? `${JSON.stringify(verified, null, 2)}\n` : describe(verified),
  );
  if (verified.some(({ state }) => state === 'open')) return exitCodes.open;
  return verified.length === 0 || verified.some(({ state }) => state === 'unknown')
    ? exitCodes.unknown
    : exitCodes.fixed;
}

type Scripted = ReportFinding & { readonly proof: NonNullable<ReportFinding['proof']> };

/** Those named, or all whose script showed a fault at the head. */
function chooseFindings(report: Report, ids: readonly string[]): Scripted[] {
  const scripted = [...report.findings, ...report.refuted].filter(
    (finding): finding is Scripted => finding.proof !== undefined,
  );
  const known = scripted.map((finding) => finding.id);
  for (const id of ids) {
    if (!known.includes(id))
      throw new UserError(
        `The report has no finding ${id} with a script. It has: ${known.join(', ')}. Name one of these, or none for all of them.`,
      );
  }
  const shows = ['proven-regression', 'proven-defect', 'pre-existing'];
  return scripted.filter(({ id, proof }) =>
    ids.length > 0 ? ids.includes(id) : shows.includes(proof.status),
  );
}

function describe(verified: readonly Verified[]): string {
  if (verified.length === 0) return 'No finding of this report has a script that showed it.\n';
  return verified
    .map(({ id, title, state, said }) => `${id} ${state}: ${title}${said === null ? '' : `\n   ${said}`}\n`)
    .join('');
}
