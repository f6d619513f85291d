// Findings of ten agents: processor time to the verdict, and to all formats of the report; memory.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const counts = [1_000, 3_000, 10_000];

export async function* measure(_, build) {
  for (const count of counts) {
    const { verdictMs, peakMb } = run(join(build, 'scripts/bench-pipeline/settle-many.mjs'), String(count));
    const isMost = count === counts.at(-1);
    yield {
      name: `${count} findings: to the verdict`,
      value: verdictMs,
      unit: 'ms',
      ...(isMost && { mostOfOld: 0.5, most: 5_000 }),
      growth: { of: 'findings to their verdict', size: count },
    };
    yield {
      name: `${count} findings: peak memory`,
      value: peakMb,
      unit: 'MB',
      ...(isMost && { most: 1_024 }),
      growth: { of: 'findings to their verdict, at their peak', size: count },
    };
  }
  for (const count of counts.slice(-2)) yield* measureFormats(count, build);
}

function* measureFormats(count, build) {
  const isMost = count === counts.at(-1);
  const directory = mkdtempSync(join(tmpdir(), 'deep-review-bench-'));
  try {
    const script = fileURLToPath(new URL('./settling/write-formats.mjs', import.meta.url));
    const { formatsMs, formatsMb, htmlMb } = run(script, build, String(count), directory);
    yield {
      name: `${count} findings: all formats`,
      value: formatsMs,
      unit: 'ms',
      ...(isMost && { mostOfOld: 0.4 }),
      growth: { of: 'findings to all formats', size: count },
    };
    yield {
      name: `${count} findings: all formats, peak memory`,
      value: formatsMb,
      unit: 'MB',
      ...(isMost && { mostOfOld: 0.4 }),
      growth: { of: 'findings to all formats, at their peak', size: count },
    };
    yield { name: `${count} findings: the page`, value: htmlMb, unit: 'MB', ...(isMost && { most: 6 }) };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const run = (...args) =>
  JSON.parse(execFileSync(process.execPath, ['--max-old-space-size=2048', ...args], { encoding: 'utf8' }));
