import { readdirSync } from 'node:fs';
import { makeChange, type TestRepository, temporaryDirectory } from '../../helpers/repository.ts';
import { type Canary, canaryWord, type Files } from './hostile/canary.ts';
import { commands } from './hostile/commands.ts';
import { gitTricks } from './hostile/git-tricks.ts';
import { instructions } from './hostile/instructions.ts';
import { preloads } from './hostile/preloads.ts';
import { redirects } from './hostile/redirects.ts';
import type { PromiseName } from './promises.ts';
import type { StubRun, StubServer } from './stub/server.ts';

/** A kind of attack: files that a pull request adds, against a promise. */
export interface Attack {
  readonly against: PromiseName;
  files(canary: Canary): Files;
}

/** Every file that any of the CLIs is known to load, by what it is for. */
export const attacks: readonly Attack[] = [
  { against: 'instructions', files: () => instructions },
  { against: 'commands', files: commands },
  { against: 'redirects', files: redirects },
  { against: 'preloads', files: preloads },
  { against: 'git', files: gitTricks },
];

/** The files of some attacks, and a view of what they achieve. */
export interface Armed {
  readonly files: Files;
  /** What the files did in a run, in words; empty when nothing. */
  harmIn(run: StubRun): string[];
}

/** Makes them, with an attacker's service that answers whatever it is asked. */
export function arm(server: StubServer, kinds: readonly Attack[]): Armed {
  const directory = temporaryDirectory();
  const attacker = server.play({ answer: 'CANARY-answer-of-the-attacker' });
  const canary = { directory, url: attacker.url };
  return {
    files: Object.assign({}, ...kinds.map((kind) => kind.files(canary))),
    harmIn(run) {
      const sent = [...run.requests, ...attacker.requests].map(({ body }) => body).join('\n');
      return [
        ...readdirSync(directory).map((name) => `ran ${name}`),
        ...new Set(sent.match(new RegExp(`${canaryWord}[\\w-]+`, 'g'))),
        ...(attacker.requests.length > 0 ? ['moved requests to the attacker'] : []),
        ...(run.calls.some(({ asked }) => asked?.model === 'evil-model') ? ['changed the model'] : []),
      ];
    },
  };
}

/** A pull request that adds the files of some attacks. */
export function attackRepository(
  server: StubServer,
  kinds: readonly Attack[],
): Pick<Armed, 'harmIn'> & { readonly repository: TestRepository } {
  const { files, harmIn } = arm(server, kinds);
  const head = { 'a.ts': 'two\n', 'sub/b.ts': 'three\n', ...files };
  return { repository: makeChange({ 'a.ts': 'one\n' }, head), harmIn };
}
