import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { arm, attacks } from './attack.ts';
import { cleanReview } from './reviews.ts';
import type { StubServer } from './stub/server.ts';
import type { Subject } from './subjects.ts';
import { tryAgent } from './trial.ts';

/** Our temporary folder for a run, with some files in the folder above it, which every sandbox of ours shows: in `/tmp` they were hidden. */
export function folderBelow(files: Readonly<Record<string, unknown>>): string {
  const parent = mkdtempSync('/var/tmp/deep-review-test-');
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    const file = join(parent, path);
    const { executable } = Object(content) as { executable?: string };
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, executable ?? String(content));
    if (executable !== undefined) chmodSync(file, 0o755);
  }
  const temporary = join(parent, 'work');
  mkdirSync(temporary);
  return temporary;
}

/** A runner's folders belong to whoever ran there before. */
export function testParents(server: StubServer, subject: Subject): void {
  test.each(attacks)(
    'What lies in the folders above the workspace and HOME does nothing: $against',
    async (attack) => {
      const { files, harmIn } = arm(server, [attack]);
      const temporary = folderBelow(files);
      const { stub, run } = await tryAgent(
        server,
        subject,
        (workspace) => ({ calls: [subject.tools.read(`${workspace}/a.ts`)], answer: cleanReview }),
        { temporary },
      );
      expect(run.outcome, run.reason ?? '').toBe('completed');
      expect(harmIn(stub)).toEqual([]);
    },
  );
}
