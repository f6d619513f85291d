import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Attack, attackRepository, attacks } from './attack.ts';
import { inject } from './injection.ts';
import { naive } from './naive.ts';
import { keptBy, type PromiseName, promises } from './promises.ts';
import { cleanReview } from './reviews.ts';
import { type StubServer, startStub } from './stub/server.ts';
import { requireClis, type Subject, subjects } from './subjects.ts';
import { tryAgent, tryInCheckout } from './trial.ts';

let server: StubServer;

beforeAll(async () => {
  requireClis();
  server = await startStub();
});
afterAll(() => server.close());

/** What was seen to break a promise, by agent; an empty list is a promise kept. */
const seen: Record<string, Partial<Record<PromiseName, string[]>>> = {};

function note({ program }: Subject, promise: PromiseName, broken: readonly string[]): void {
  const ofAgent = seen[program] ?? {};
  seen[program] = { ...ofAgent, [promise]: [...(ofAgent[promise] ?? []), ...broken] };
}

/** The model reads a file in a folder, for which some CLIs load the folder's instructions, and ends. */
const readBelow = (subject: Subject) => (workspace: string) => ({
  calls: [subject.tools.read(`${workspace}/sub/b.ts`)],
  answer: cleanReview,
});

const attackOn = (promise: PromiseName): Attack[] => attacks.filter(({ against }) => against === promise);

describe.each(subjects)('$program', (subject) => {
  test.each(attacks)(
    'Its flags alone hold in a plain checkout against files for: $against',
    async (attack) => {
      const { repository, harmIn } = attackRepository(server, [attack]);
      const { stub, attempt, left } = await tryInCheckout(server, subject, readBelow(subject), {
        repository,
      });
      note(subject, attack.against, harmIn(stub));
      note(subject, 'leftovers', left);
      note(subject, 'telemetry', server.takeProxied());
      expect(attempt.judgement).toMatchObject({ outcome: 'completed', reason: null });
      expect(harmIn(stub)).toEqual([]);
    },
  );

  test('A workspace holds against all those files at once', async () => {
    const { repository, harmIn } = attackRepository(server, attacks);
    const { stub, run, left } = await tryAgent(server, subject, readBelow(subject), { repository });
    note(subject, 'leftovers', left);
    note(subject, 'telemetry', server.takeProxied());
    expect(run).toMatchObject({ outcome: 'completed', changedWorkspace: false });
    expect(harmIn(stub)).toEqual([]);
  });

  test('A model that was taken over can do nothing but read the workspace', async () => {
    const { run, achieved, left } = await inject(server, subject);
    for (const [promise, broken] of Object.entries(achieved)) note(subject, promise as PromiseName, broken);
    note(subject, 'leftovers', left);
    note(subject, 'telemetry', server.takeProxied());
    expect(run).toMatchObject({ outcome: 'completed', changedWorkspace: false });
    expect(Object.values(achieved).flat()).toEqual([]);
  });
});

/** Where the same files do harm to a CLI that is started as by a person who trusts the checkout: a proof that they are live. */
const controls: readonly (readonly [program: string, against: PromiseName])[] = [
  ['claude', 'instructions'],
  ['claude', 'commands'],
  ['claude', 'redirects'],
  ['codex', 'instructions'],
  ['codex', 'commands'],
  ['gemini', 'instructions'],
  ['gemini', 'commands'],
  ['opencode', 'instructions'],
  ['qwen', 'instructions'],
  ['qwen', 'commands'],
];

test.each(controls)('Control: without our flags, %s falls for files for: %s', async (program, against) => {
  const subject = subjects.find((each) => each.program === program);
  if (!subject) throw new Error(program);
  const { repository, harmIn } = attackRepository(server, attackOn(against));
  const { stub } = await tryInCheckout(server, naive(subject), readBelow(subject), {
    repository,
    timeoutMs: 30_000,
  });
  server.takeProxied();
  expect(harmIn(stub).length).toBeGreaterThan(0);
});

test('Control: without its sandbox, codex does everything that a model asks for', async () => {
  const subject = subjects.find(({ program }) => program === 'codex');
  if (!subject) throw new Error('no codex');
  const { achieved } = await inject(server, naive(subject));
  expect(Object.entries(achieved).filter(([, done]) => done.length === 0)).toEqual([]);
});

test('docs/agents-enforced.json says exactly what was seen', () => {
  const names = Object.keys(promises) as PromiseName[];
  const table = {
    promises,
    agents: subjects.map((subject) => ({
      name: subject.program,
      version: subject.version,
      promises: Object.fromEntries(
        names.map((name) => {
          const broken = seen[subject.program]?.[name];
          return [
            name,
            { kept: broken?.length === 0, by: keptBy[subject.program]?.[name] ?? keptBy.all?.[name] },
          ];
        }),
      ),
    })),
  };
  const file = new URL('../../../docs/agents-enforced.json', import.meta.url);
  const written = `${JSON.stringify(table, null, 2)}\n`;
  if (process.env.UPDATE_ENFORCED) writeFileSync(file, written);
  console.table(
    Object.fromEntries(
      names.map((name) => [
        name,
        Object.fromEntries(
          table.agents.map((agent) => [agent.name, agent.promises[name]?.kept ? 'kept' : 'BROKEN']),
        ),
      ]),
    ),
  );
  expect(readFileSync(file, 'utf8')).toBe(written);
});
