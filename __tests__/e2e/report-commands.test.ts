import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fakePrograms } from '../helpers/fake-programs.ts';
import { makeNewcomer } from '../helpers/newcomer.ts';
import { temporaryDirectory } from '../helpers/repository.ts';

describe('deep-review demo', () => {
  test('prints a review by several agents, writes its report, and passes', async () => {
    const { repository, run } = makeNewcomer();
    const ended = await run('deep-review demo');
    expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ended.stdout).toMatch(
      /^A recorded review: [\s\S]*Merge with fixes[\s\S]*confirmed by Gemini[\s\S]*Report: /,
    );
    expect(readdirSync(join(repository, 'deep-review-demo'))).toEqual(
      expect.arrayContaining(['raw', 'report.html', 'report.json', 'report.md', 'report.sarif']),
    );
    expect(readFileSync(join(repository, 'deep-review-demo/report.html'), 'utf8')).toContain(
      'Expired coupons',
    );
  });
});

describe('deep-review open', () => {
  test.runIf(process.platform === 'linux')(
    'hands the last report to the desktop, where there is one',
    async () => {
      const { repository, run } = makeNewcomer();
      await run('deep-review demo --out deep-review-report');
      const note = join(temporaryDirectory(), 'opened');
      const programs = fakePrograms({ 'xdg-open': `echo "$1" > ${note}.part && mv ${note}.part ${note}` });
      const path = join(repository, 'deep-review-report/report.html');
      const ended = await run(
        `PATH=${programs}:$PATH DISPLAY=:0 deep-review open && while ! [ -e ${note} ]; do sleep 0.05; done`,
      );
      expect(ended).toMatchObject({ exitCode: 0, stdout: `${path}\n` });
      expect(readFileSync(note, 'utf8')).toBe(`${path}\n`);
    },
  );

  test('without a screen prints the path', async () => {
    const { repository, run } = makeNewcomer();
    await run('deep-review demo --out again');
    const note = join(temporaryDirectory(), 'opened');
    const programs = fakePrograms({ 'xdg-open': `touch ${note}` });
    expect(await run(`PATH=${programs}:$PATH deep-review open again`)).toMatchObject({
      exitCode: 0,
      stdout: `${join(repository, 'again/report.html')}\n`,
    });
    expect(existsSync(note)).toBe(false);
  });

  test('without a report says what makes one', async () => {
    const ended = await makeNewcomer().run('deep-review open');
    expect(ended).toMatchObject({ exitCode: 3, stdout: '' });
    expect(ended.stderr).toMatch(/There is no report to open at .*deep-review-report/);
  });
});

describe('deep-review fixes', () => {
  const focused = () =>
    makeNewcomer(
      { 'test/a.test.js': "it('adds', () => {});\r\n" },
      { 'test/a.test.js': "it.only('adds', () => {});\r\n" },
    );

  test('prints a patch that git applies, and says of each fix how well it is known', async () => {
    const { repository, run } = focused();
    await run('deep-review --agents checks');
    const ended = await run('deep-review fixes > fixes.patch && git apply fixes.patch');
    expect(ended).toMatchObject({ exitCode: 0, stdout: '' });
    expect(ended.stderr).toMatch(/^I1 applies, not proven — Focused test/);
    expect(readFileSync(join(repository, 'test/a.test.js'), 'utf8')).toBe("it('adds', () => {});\r\n");
  });

  test('says which finding has no patch, and which patch does not fit another head', async () => {
    const { run } = focused();
    await run('deep-review --agents checks');
    expect(await run('deep-review fixes C7 --from deep-review-report')).toMatchObject({ exitCode: 3 });
    const elsewhere = await run('deep-review fixes I1 --from deep-review-report --head main');
    expect(elsewhere).toMatchObject({ exitCode: 1, stdout: '' });
    expect(elsewhere.stderr).toMatch(
      /^I1 left out: test\/a\.test\.js: the lines that it changes are not there/,
    );
  });
});
