import type { Change } from '../model/change/change.ts';
import type { ReadText } from '../model/change/sources.ts';
import type { ChangeCheck, Check, CheckFinding, CheckFindings, FileCheck } from './check.ts';
import { viewChange } from './view/change-view.ts';
import { createReader, viewFiles } from './view/file-view.ts';
import { limits } from './view/limits.ts';
import { isManual, isPractice } from './view/paths.ts';

/** What the checks found, and what limits kept them from. */
export interface Inspection {
  readonly findings: readonly CheckFinding[];
  readonly limitations: readonly string[];
}

/** Runs checks over a change; one that fails costs its own findings only, and is named in the limitations. */
export async function runChecks(
  checks: readonly Check[],
  change: Change,
  readText: ReadText,
): Promise<Inspection> {
  const reader = createReader(readText);
  const collected = new Map<Check, CheckFinding[]>(checks.map((check) => [check, []]));
  const collect = async (check: Check, findings: CheckFindings, where: string) => {
    const kept = collected.get(check) ?? [];
    if (kept.length >= limits.findings) return;
    try {
      for await (const finding of findings) {
        if (kept.length >= limits.findings) {
          reader.note(`checks stopped after ${limits.findings} findings of ${check.name}.`);
          return;
        }
        kept.push(capSeverity(finding, change));
      }
    } catch (error) {
      reader.note(
        `checks could not finish ${check.name} ${where}: ${error instanceof Error ? error.name : 'error'}.`,
      );
    }
  };

  const fileChecks = checks.filter((check): check is FileCheck => check.scope === 'file');
  for (const file of viewFiles(change, reader)) {
    for (const check of fileChecks) await collect(check, check.inspect(file), `on ${file.path}`);
  }
  const view = viewChange(change, reader);
  const changeChecks = checks.filter((check): check is ChangeCheck => check.scope === 'change');
  for (const check of changeChecks) await collect(check, check.inspect(view), 'on the change');
  const findings = [...collected.values()].flatMap((found) => withoutCopies(found, change));
  return { findings, limitations: [...reader.limitations] };
}

/** What a build copies into its output is reported where it comes from. */
function withoutCopies(findings: readonly CheckFinding[], change: Change): readonly CheckFinding[] {
  const written = new Set(change.files.filter((file) => file.class !== 'reviewed').map(({ path }) => path));
  const sources = new Set(findings.filter(({ path }) => !written.has(path)).map(({ title }) => title));
  return findings.filter(({ path, title }) => !written.has(path) || !sources.has(title));
}

/** What tests, examples, documents and generated files hold serves no real user, so nothing in them is critical. */
function capSeverity(finding: CheckFinding, change: Change): CheckFinding {
  if (finding.severity !== 'critical') return finding;
  const file = change.files.find(({ path }) => path === finding.path);
  const isServing = file?.class === 'reviewed' && !isPractice(file.path) && !isManual(file.path);
  return isServing ? finding : { ...finding, severity: 'important' };
}
