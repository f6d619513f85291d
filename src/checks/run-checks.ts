import type { Change } from '../model/change/change.ts';
import type { ReadText } from '../model/change/sources.ts';
import type { ChangeCheck, Check, CheckFinding, CheckFindings, FileCheck } from './check.ts';
import { viewChange } from './view/change-view.ts';
import { createReader, viewFiles } from './view/file-view.ts';
import { limits } from './view/limits.ts';

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
        kept.push(finding);
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
  return { findings: [...collected.values()].flat(), limitations: [...reader.limitations] };
}
