import { expect, test } from 'vitest';
import { resolveRevisions } from '../../src/change/ends/resolve-revisions.ts';
import { readChange } from '../../src/change/read-change.ts';
import { emptyConfiguration } from '../../src/config/empty-configuration.ts';
import { parseInputs } from '../../src/config/inputs.ts';
import type { Report } from '../../src/model/report/report-schema.ts';
import { readScope } from '../../src/review/read-scope.ts';
import { buildPorts } from '../helpers/ports.ts';
import { buildRecording } from '../helpers/recording.ts';
import { type FileContent, makeRepository } from '../helpers/repository.ts';
import { settleForTest } from '../helpers/settle.ts';

type Files = Readonly<Record<string, FileContent>>;

/** What the second round of a pull request reviews again, and why, where all of the first one was read. */
async function reviewedAgain(base: Files, first: Files, second: Files): Promise<Record<string, string>> {
  const { directory, commit } = makeRepository();
  const ports = buildPorts();
  const scopeNow = async (previous: Report | null) => {
    const ends = { base: 'main', head: 'HEAD', pullRequest: null, repository: null, webUrl: null };
    const request = { directory, ...ends, branch: 'feature', token: null, openApi: null };
    const revisions = await resolveRevisions(request, ports);
    const change = await readChange(revisions, emptyConfiguration, ports);
    const rounds = { terms: '', distrust: null, formerly: [] };
    const gathered = { change, revisions, team: [], houseRules: [] };
    const scope = await readScope({ rounds, previous, inputs: parseInputs({}) }, gathered);
    if (scope === undefined) throw new Error('rounds are whole');
    return { scope, change };
  };
  commit('Base', base);
  commit('First', first, 'feature');
  const { scope, change } = await scopeNow(null);
  const files = scope.files.map((file) => ({ ...file, since: 1 }));
  const report = settleForTest([], buildRecording({ change }));
  commit('Second', second);
  const next = await scopeNow({ ...report, scope: { ...scope, files } });
  expect(next.scope.mode).toBe('incremental');
  const again = next.scope.files.filter(({ state }) => state === 'reviewed');
  return Object.fromEntries(again.map(({ path, why }) => [path, why]));
}

const changedGuide = { 'docs/guide.md': 'changed since round 1' };

test('a file is reviewed again where its caller was taken back, and is no part of the change any more', async () => {
  const caller = (argument: string) =>
    `import * as doors from './doors.js';\nif (isReady) {\n  doors.openDoor(${argument});\n}\n`;
  const again = await reviewedAgain(
    { 'src/caller.js': caller('1'), 'src/doors.js': 'export function openDoor(one) {}\n' },
    {
      'src/caller.js': caller('{ one: 1 }'),
      'src/doors.js': 'export function openDoor({ one }) {}\n',
      'docs/guide.md': 'a\n',
    },
    { 'src/caller.js': caller('1'), 'docs/guide.md': 'b\n' },
  );
  expect(again).toEqual({ ...changedGuide, 'src/doors.js': 'touches src/caller.js, which changed' });
});

test('a file is reviewed again where it names what a generated file declares, which changed', async () => {
  const generated = (body: string) => `package v1\n\nfunc NewThing() int { ${body} }\n`;
  const again = await reviewedAgain(
    {},
    {
      'gen/v1/service.pb.go': generated('return 1'),
      'app/app.go': 'package app\n\nfunc Start() { v1.NewThing() }\n',
      'docs/guide.md': 'a\n',
    },
    { 'gen/v1/service.pb.go': generated('return 2'), 'docs/guide.md': 'b\n' },
  );
  expect(again).toEqual({ ...changedGuide, 'app/app.go': 'touches gen/v1/service.pb.go, which changed' });
});
