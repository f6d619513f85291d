import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../../helpers/repository.ts';
import { commands } from './hostile/commands.ts';
import { instructions } from './hostile/instructions.ts';
import { cleanReview } from './reviews.ts';
import type { StubServer } from './stub/server.ts';
import type { Subject } from './subjects.ts';
import { tryAgent } from './trial.ts';

/** A runner's folders belong to whoever ran there before. */
export function testParents(server: StubServer, subject: Subject): void {
  test('What lies in the folders above the workspace and HOME instructs and starts nothing', async () => {
    const canary = { directory: temporaryDirectory(), url: server.play({ answer: 'x' }).url };
    const parent = temporaryDirectory();
    const files = { ...instructions, ...commands(canary) };
    for (const [path, text] of Object.entries(files)) {
      if (typeof text !== 'string') continue;
      mkdirSync(dirname(join(parent, path)), { recursive: true });
      writeFileSync(join(parent, path), text);
    }
    const temporary = join(parent, 'work');
    mkdirSync(temporary);
    const { stub, run } = await tryAgent(server, subject, { answer: cleanReview }, { temporary });
    expect(run.outcome).toBe('completed');
    expect(stub.requests.map(({ body }) => body).join('\n')).not.toContain('CANARY-');
    expect(readdirSync(canary.directory)).toEqual([]);
  });
}
