import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { writeWorkflow } from '../../src/commands/init/write-workflow.ts';
import { leastPermissions, type Permissions } from '../../src/config/permissions.ts';
import { readText, root } from '../helpers/documents.ts';

test('the documents name the least permissions of each mode', () => {
  const text = readText('docs/forks-and-security.md');
  for (const [mode, permissions] of Object.entries(leastPermissions)) {
    const named = Object.entries(permissions).map(([name, level]) => `\`${name}: ${level}\``);
    expect(text).toContain(`| \`${mode}\` | ${named.join(', ')} |`);
  }
});

interface Job {
  readonly permissions?: Permissions;
  readonly uses?: string;
  readonly with?: { readonly comment?: string };
  readonly steps?: readonly { readonly uses?: string; readonly with?: { readonly comment?: string } }[];
}

/** What each job that reviews may do, and what its mode needs. */
function reviewsIn(text: string): { readonly needed: Permissions; readonly given: Permissions }[] {
  const { permissions = {}, jobs } = parse(text) as { permissions?: Permissions; jobs: Record<string, Job> };
  return Object.values(jobs).flatMap((job) =>
    [job, ...(job.steps ?? [])]
      .filter(({ uses }) => uses?.startsWith('owner/deep-review'))
      .map((use) => ({
        needed: leastPermissions[(use.with?.comment ?? 'off') as keyof typeof leastPermissions],
        given: job.permissions ?? permissions,
      })),
  );
}

const examples = readdirSync(join(root, 'docs/examples/workflows')).map(
  (name) => `docs/examples/workflows/${name}`,
);
const workflows: [string, string][] = [
  ...examples.map((path): [string, string] => [path, readText(path)]),
  ['deep-review init', writeWorkflow([])],
];

describe.each(workflows)('%s', (_, text) => {
  test('grants what its mode needs', () => {
    const reviews = reviewsIn(text);
    expect(reviews.length).toBeGreaterThan(0);
    for (const { needed, given } of reviews) expect(given).toMatchObject(needed);
  });

  test('runs again when the base of a pull request is changed', () => {
    const { on } = parse(text) as { on: { pull_request?: { types: string[] } } };
    if (on.pull_request !== undefined) expect(on.pull_request.types).toContain('edited');
  });
});
