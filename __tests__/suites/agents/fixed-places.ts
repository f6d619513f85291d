import { mkdirSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { processesWith } from '../../helpers/processes.ts';
import { makeChange, temporaryDirectory } from '../../helpers/repository.ts';
import { isKnownFootprint, pathsIn } from './footprints.ts';
import { cleanReview } from './reviews.ts';
import type { StubServer } from './stub/server.ts';
import { installation, type Subject } from './subjects.ts';
import { tryInCheckout } from './trial.ts';

/** Where programs leave things whatever HOME and TMPDIR say; `/root` stands for the HOME of the account. */
const places = ['/tmp', '/var/tmp', '/dev/shm', '/run', homedir()];

/** What a run makes outside its own HOME and TMPDIR is known, or this fails. */
export function testFixedPlaces(server: StubServer, subject: Subject): void {
  const trace = async (before: string) => {
    const repository = makeChange({ 'a.ts': 'one\n' }, { 'a.ts': 'two\n' });
    const [temporary, empty] = [temporaryDirectory(), temporaryDirectory()];
    const insteadOf = (place: string) => join(empty, place);
    for (const place of places) mkdirSync(insteadOf(place), { recursive: true });
    const shown = [installation, temporary, repository.directory];
    const isMountPoint = (path: string) =>
      [...places, ...shown].some((each) => `${each}/`.startsWith(`${path}/`));
    const seen = new Set<string>();
    const look = () => {
      const made = pathsIn(empty, true).map((path) => path.slice(empty.length));
      for (const path of [...made, ...socketsOf(temporary)])
        if (!isMountPoint(path) && !path.startsWith(`${temporary}/`)) seen.add(path);
    };
    const { outcome, reason } = await tryInCheckout(
      server,
      subject,
      (workspace) => ({ calls: [subject.tools.read(`${workspace}/a.ts`)], answer: cleanReview }),
      {
        ...{ repository, temporary, watch: look },
        wrap: (invocation) => ({
          ...invocation,
          command: [
            ...['bwrap', '--die-with-parent', '--cap-add', 'ALL', '--dev-bind', '/', '/'],
            ...places.flatMap((place) => ['--bind', insteadOf(place), place]),
            ...['--ro-bind', installation, installation],
            ...[temporary, repository.directory].flatMap((path) => ['--bind', path, path]),
            ...['--chdir', invocation.workingDirectory, '--'],
            ...['sh', '-c', `${before}; exec "$@"`, 'sh', ...invocation.command],
          ],
        }),
      },
    );
    look();
    expect(outcome, reason ?? '').toBe('completed');
    return [...seen].sort();
  };

  test('Nothing is made at places of the machine but what is known', async () => {
    const seen = await trace('true');
    console.log(subject.program, 'makes', seen);
    expect(seen.filter((path) => !isKnownFootprint(subject.program, path))).toEqual([]);
  });

  test.runIf(subject.program === 'pi')('Anything that is made there is seen', async () => {
    expect(await trace('mkdir /dev/shm/x; touch /var/tmp/y')).toEqual(['/dev/shm/x', '/var/tmp/y']);
  });
}

/** Paths and names of Unix sockets that processes of a run listen at; a name in no file system begins with `@`. */
function socketsOf(mark: string): string[] {
  const paths = new Map(
    readFileSync('/proc/net/unix', 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .flatMap(([, , , , , , inode = '', path]) => (path ? [[inode, path] as const] : [])),
  );
  return processesWith(mark).flatMap((line) => {
    const folder = `/proc/${line.split(' ', 1)[0]}/fd`;
    try {
      return readdirSync(folder).flatMap((fd) => {
        const [, inode = ''] = /^socket:\[(\d+)\]$/.exec(readlinkSync(join(folder, fd))) ?? [];
        return paths.get(inode) ?? [];
      });
    } catch {
      return []; // it has ended, or a descriptor is gone
    }
  });
}
