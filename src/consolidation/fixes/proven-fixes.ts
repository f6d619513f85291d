import type { TextOf } from '../../change/patches/apply-patch.ts';
import type { RecordedSources } from '../../model/change/sources.ts';
import type { Report, ReportFinding } from '../../model/report/report-schema.ts';
import { redactedMark } from '../../safety/redact.ts';
import { combineFixes } from './combine-fixes.ts';

/** All patches that were shown to mend their finding as one, and which are in it; undefined where there is none. */
export function provenFixes(
  findings: readonly ReportFinding[],
  { texts, resolved }: RecordedSources,
): Report['fixes'] {
  const proven = findings.filter(({ fix }) => fix?.proven === true);
  if (proven.length === 0) return undefined;
  const textOf: TextOf = (path) => {
    const text = Object.hasOwn(texts, `new:${path}`) ? texts[`new:${path}`] : undefined;
    // Lines that were kept otherwise than they stand in the file would let the whole patch fail.
    if (text?.includes(redactedMark)) return 'unknown';
    return text ?? (Object.hasOwn(resolved, path) && resolved[path] === null ? null : 'unknown');
  };
  const { patch, outcomes } = combineFixes(proven, textOf);
  return { patch, outcomes: outcomes.map(({ id, trouble }) => ({ id, trouble })) };
}
