import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import lock from '../../../package-lock.json' with { type: 'json' };
import { readText, root } from '../../helpers/documents.ts';

interface LockedPackage {
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
}
const locked = Object.entries(lock.packages as unknown as Record<string, LockedPackage>).filter(
  ([path]) => path !== '',
);

describe('The lock file', () => {
  test('has a hash for every package', () => {
    expect(locked.length).toBeGreaterThan(100);
    expect(
      locked.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path),
    ).toEqual([]);
  });

  test('names no registry, since npm ci takes what it names', () => {
    expect(locked.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
    expect(readText('.npmrc')).toContain('omit-lockfile-registry-resolved=true');
  });

  test('is that of package.json', () => {
    const { devDependencies } = (lock.packages as unknown as Record<string, typeof packageJson>)[''] ?? {};
    expect(devDependencies).toEqual(packageJson.devDependencies);
  });
});

describe('The bundle', () => {
  const notices = readText('dist/licenses.txt');

  test('brings the licences of what is in it', () => {
    for (const name of ['zod', 'yaml', 'unified', 'picomatch', 'highlight.js', '@actions/core'])
      expect(notices).toMatch(new RegExp(`^${name}$`, 'm'));
  });

  test('has no licence that binds its users', () => {
    expect(notices).not.toMatch(/GNU (?:AFFERO |LESSER )?GENERAL PUBLIC LICENSE/i);
  });
});

const workflows = readdirSync(join(root, '.github/workflows')).map((name) => `.github/workflows/${name}`);

describe('The workflows', () => {
  test('every action of a workflow is pinned to a commit', () => {
    const used = workflows.flatMap((path) =>
      [...readText(path).matchAll(/uses: (?!\.\/|owner\/deep-review@)(.+)/g)].map(
        ([, action = '']) => `${path}: ${action}`,
      ),
    );
    expect(used.length).toBeGreaterThan(5);
    expect(used.filter((each) => !/@[0-9a-f]{40} # v\d+(?:\.\d+){2}$/.test(each))).toEqual([]);
  });

  test('begin with reading rights alone, and keep no credentials in a checkout', () => {
    for (const path of workflows) {
      const text = readText(path);
      expect(text.slice(text.indexOf('permissions:')), path).toMatch(/^permissions:\n +contents: read\n/);
      const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
      expect(count(/persist-credentials: false/g), path).toBe(count(/uses: actions\/checkout/g));
    }
  });

  test('the release is published with its provenance, and without a token that could be stolen', () => {
    const release = readText('.github/workflows/release.yml');
    expect(release).toMatch(/npm publish --provenance/);
    expect(release).toMatch(/id-token: write/);
    expect(release).not.toMatch(/NPM_TOKEN|NODE_AUTH_TOKEN/);
  });
});

/** Whether npm's registry can be asked here; a mirror may not know of audits. */
function audit(): { total: number } | null {
  const parameters = ['audit', '--omit=dev', '--json', '--audit=true'];
  const { stdout } = spawnSync('npm', parameters, { cwd: root, encoding: 'utf8', timeout: 60_000 });
  try {
    return JSON.parse(stdout).metadata?.vulnerabilities ?? null;
  } catch {
    return null;
  }
}

describe('The packages', () => {
  test('that come with an installation are none', () => {
    const installed = execFileSync('npm', ['ls', '--omit=dev', '--all', '--parseable'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(installed.trim().split('\n')).toHaveLength(1);
  });

  test('of production have no known vulnerability', (context) => {
    const found = audit();
    if (found === null) context.skip('The registry does not answer audits.');
    expect(found?.total).toBe(0);
  });
});
