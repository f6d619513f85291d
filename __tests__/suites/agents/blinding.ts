import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeChange, temporaryDirectory } from '../../helpers/repository.ts';
import { cleanReview } from './reviews.ts';
import type { StubServer } from './stub/server.ts';
import { type Subject, searchPathWithRipgrep } from './subjects.ts';
import { tryAgent } from './trial.ts';

/** Ignore files of git, of search tools and of agents, known and yet to come. */
const names = [
  ...['.gitignore', '.ignore', '.rgignore', '.fdignore', '.agignore', '.searchignore'],
  ...['.agentignore', '.agentsignore', '.aiignore', '.aiexclude', '.contextignore', '.newtoolignore'],
  ...['.augmentignore', '.claudeignore', '.clineignore', '.codeiumignore', '.codexignore', '.copilotignore'],
  ...[
    '.cursorignore',
    '.cursorindexingignore',
    '.geminiignore',
    '.opencodeignore',
    '.piignore',
    '.qwenignore',
  ],
];
const everything = (folder: string) => Object.fromEntries(names.map((name) => [`${folder}${name}`, '*\n']));

/** What a pull request, or whoever used the machine before, would hide is read and found. */
export function testBlinding(server: StubServer, subject: Subject): void {
  const look = async (hiding: Readonly<Record<string, string>>, temporary?: string) => {
    const repository = makeChange(
      { 'a.ts': 'one\n', 'lib/b.ts': 'needle in the caller\n', '.gitignore': 'build/\n' },
      { ...hiding, 'a.ts': 'two of the head\n' },
    );
    const { run, stub } = await tryAgent(
      server,
      subject,
      (workspace) => {
        const search = subject.tools.search('needle', workspace);
        const reads = ['a.ts', 'lib/b.ts'].map((path) => subject.tools.read(`${workspace}/${path}`));
        return { calls: [...reads, ...(search ? [search] : [])], answer: cleanReview };
      },
      { repository, environment: { PATH: searchPathWithRipgrep }, ...(temporary && { temporary }) },
    );
    const [read = '', alsoRead = '', searched = ''] = stub.calls.slice(1).map(({ body }) => body);
    const found = (body: string) => body.split('needle in the caller').length - 1;
    expect(run.outcome, run.reason ?? '').toBe('completed');
    expect(read).toContain('two of the head');
    expect(found(alsoRead)).toBe(1);
    // what was read before is sent again with what is found
    if (subject.tools.search('', '')) expect(found(searched)).toBe(2);
  };

  test('Ignore files of the head hide nothing, neither from reading nor from searching', () =>
    look({ ...everything(''), ...everything('lib/') }));

  test('Ignore files in the folders above the workspace hide nothing', () => {
    const parent = temporaryDirectory();
    for (const [path, text] of Object.entries(everything(''))) writeFileSync(join(parent, path), text);
    const temporary = join(parent, 'work');
    mkdirSync(temporary);
    return look({}, temporary);
  });
}
