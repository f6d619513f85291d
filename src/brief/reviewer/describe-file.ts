import { quotePath } from '../../change/places/quote-path.ts';
import type { ChangedFile } from '../../model/change/change.ts';
import type { Scope } from '../../model/report/scope-schema.ts';
import type { Part } from './shards.ts';

/** A file that a run is asked to read, in one line: path, what became of it, how much changed, how risky and why. */
export function describeAssigned(part: Part, scope?: Scope): string {
  const { file, hunks } = part;
  const share = hunks.length < file.hunks.length ? `${hunks.length} of its ${file.hunks.length} hunks` : '';
  const risk = [`risk ${file.risk}`, file.riskReasons.join('; ')].filter((text) => text !== '').join(': ');
  const why = scope?.mode === 'incremental' ? whyIn(scope, file) : '';
  return [describeChange(file), share, risk, why].filter((text) => text !== '').join(' | ');
}

const whyIn = (scope: Scope | undefined, { path }: ChangedFile): string =>
  scope?.files.find((file) => file.path === path)?.why ?? '';

/** A file that nobody is asked to read, in one line: path, what became of it, its class and why. */
export const describeListed = (file: ChangedFile): string =>
  [describeChange(file), file.class, file.classReason].filter((text) => text !== '').join(' | ');

/** Path, status and number of changed lines. */
export function describeChange(file: ChangedFile): string {
  const origin = file.oldPath === null ? '' : ` from ${quotePath(file.oldPath)}`;
  const mode = hasNewMode(file) ? `, mode ${file.oldMode} → ${file.newMode}` : '';
  return `${quotePath(file.path)} | ${file.status}${origin}, +${file.additions} −${file.deletions}${mode}`;
}

const hasNewMode = (file: ChangedFile): boolean =>
  file.status !== 'added' && file.status !== 'deleted' && file.oldMode !== file.newMode;
