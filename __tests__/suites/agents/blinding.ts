import { expect, test } from 'vitest';
import { makeChange, type TestRepository } from '../../helpers/repository.ts';
import { folderBelow } from './parents.ts';
import { cleanReview } from './reviews.ts';
import type { StubServer } from './stub/server.ts';
import { type Subject, searchPathWithRipgrep } from './subjects.ts';
import { tryAgent, tryInCheckout } from './trial.ts';

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
const hidingAll = (folders: readonly string[], some: readonly string[] = names) =>
  Object.fromEntries(folders.flatMap((folder) => some.map((name) => [`${folder}${name}`, '*\n'])));

/** What such files keep from a CLI in a plain checkout, its flags notwithstanding: a proof that they are live. */
const control: Readonly<Record<string, { readonly hides: 'searched' | 'read'; readonly by: string }>> = {
  claude: { hides: 'searched', by: '.ignore' },
  codex: { hides: 'searched', by: '.ignore' },
  copilot: { hides: 'searched', by: '.ignore' },
  opencode: { hides: 'searched', by: '.ignore' },
  pi: { hides: 'searched', by: '.ignore' },
  qwen: { hides: 'read', by: '.aiignore' },
};

/** A pull request that adds such files. */
const hidingChange = (hiding: Readonly<Record<string, string>>): TestRepository =>
  makeChange(
    { 'a.ts': 'one\n', 'lib/b.ts': 'needle in the caller\n', '.gitignore': 'build/\n' },
    { ...hiding, 'a.ts': 'two of the head\n' },
  );

/** What a pull request, or whoever used the machine before, would hide is read and found. */
export function testBlinding(server: StubServer, subject: Subject): void {
  const { tools } = subject;

  const look = async (
    tryThere: typeof tryAgent | typeof tryInCheckout,
    repository: TestRepository,
    temporary = '',
  ) => {
    const trial = await tryThere(
      server,
      subject,
      (workspace) => {
        const reads = ['a.ts', 'lib/b.ts'].map((path) => tools.read(`${workspace}/${path}`));
        const search = tools.search('needle', workspace);
        return { calls: [...reads, ...(search ? [search] : [])], answer: cleanReview };
      },
      { repository, environment: { PATH: searchPathWithRipgrep }, ...(temporary && { temporary }) },
    );
    expect(trial.outcome, trial.reason ?? '').toBe('completed');
    const [first = '', read = '', searched = ''] = trial.stub.calls.slice(1).map(({ body }) => body);
    const times = (body: string) => body.split('needle in the caller').length - 1;
    // what was read before is sent again with what is found
    return {
      first,
      read: times(read),
      searched: tools.search('', '') ? times(searched) - times(read) : null,
    };
  };

  const expectSight = ({ first, read, searched }: Awaited<ReturnType<typeof look>>) => {
    expect(first).toContain('two of the head');
    expect({ read, searched }).toEqual({ read: 1, searched: searched === null ? null : 1 });
  };

  test('Ignore files of the head hide nothing, neither from reading nor from searching', async () =>
    expectSight(await look(tryAgent, hidingChange(hidingAll(['', 'lib/'])))));

  test('Ignore files in the folders above the workspace hide nothing', async () =>
    expectSight(await look(tryAgent, hidingChange({}), folderBelow(hidingAll([''])))));

  const { hides, by } = control[subject.program] ?? {};
  test.runIf(by)('In a plain checkout, some hide what is there', async () => {
    const sight = await look(tryInCheckout, hidingChange(hidingAll([''], by ? [by] : [])));
    expect(hides && sight[hides]).toBe(0);
  });
}
