import * as z from 'zod';
import type { ToolResult, ToolResults } from '../../model/tool-result.ts';
import { createOctokit, type RepositoryOptions } from '../api/octokit.ts';
import { asFailure, GitHubFailure } from '../api/requests.ts';

/** Of so many failed checks the annotations are read. */
const mostChecks = 10;
const failures = new Set(['failure', 'timed_out', 'startup_failure']);
const levels = { failure: 'error', warning: 'warning', notice: 'note' } as const;

const text = z.string().nullish();
const line = z.int().min(1).nullable().catch(null);

const checksSchema = z.object({
  check_runs: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      conclusion: text,
      details_url: text,
      output: z.object({ title: text, summary: text, annotations_count: z.int().catch(0) }),
    }),
  ),
});

const annotationsSchema = z.array(
  z.object({
    path: z.string(),
    start_line: line,
    end_line: line,
    annotation_level: z.enum(['failure', 'warning', 'notice']).catch('notice'),
    title: text,
    message: text,
  }),
);

type Check = z.infer<typeof checksSchema>['check_runs'][number];

/**
 * Reads which checks of a commit have failed so far, with their annotations. Those of our own job's name are left out: an earlier verdict
 * of ours is no evidence. Never rejects.
 * @param runUrl the address of our own workflow run.
 */
export async function readFailedChecks(
  options: RepositoryOptions,
  commit: string,
  runUrl: string,
): Promise<ToolResults> {
  const { octokit, owner, repo } = await createOctokit(options);
  const { checks } = octokit.rest;
  const results: ToolResult[] = [];
  try {
    const listed = await ask(checksSchema, () =>
      checks.listForRef({ owner, repo, ref: commit, filter: 'latest', per_page: 100 }),
    );
    const failed = failedOnes(listed.check_runs, runUrl);
    results.push(...failed.map(toolResult));
    for (const { id, name, output } of failed.slice(0, mostChecks)) {
      if (output.annotations_count === 0) continue;
      const annotations = await ask(annotationsSchema, () =>
        checks.listAnnotations({ owner, repo, check_run_id: id, per_page: 100 }),
      );
      results.push(...annotations.map((annotation) => annotated(name, annotation)));
    }
    return { results, notes: [] };
  } catch (failure) {
    if (!(failure instanceof GitHubFailure)) throw failure;
    if (failure.refusal === 'absent') return { results, notes: [] };
    const wish = failure.refusal === 'forbidden' ? ' Let the job read checks (checks: read).' : '';
    const note = `What other checks say of this head could not be read: ${failure.message}${wish}`;
    return { results, notes: [note] };
  }
}

async function ask<T>(schema: z.ZodType<T>, request: () => Promise<{ readonly data: unknown }>): Promise<T> {
  const answer = schema.safeParse((await asFailure(request)).data);
  if (answer.success) return answer.data;
  throw new GitHubFailure('GitHub answered in another form.');
}

function failedOnes(checks: readonly Check[], runUrl: string): Check[] {
  const ours = new Set(
    checks.filter((check) => check.details_url?.startsWith(`${runUrl}/`)).map(({ name }) => name),
  );
  return checks.filter(({ conclusion, name }) => failures.has(conclusion ?? '') && !ours.has(name));
}

const toolResult = ({ name, output }: Check): ToolResult => ({
  tool: 'the checks of this head',
  rule: null,
  level: 'warning',
  message: [`The check "${name}" failed.`, output.title, output.summary].filter((part) => part).join('\n'),
  path: null,
  startLine: null,
  endLine: null,
});

const annotated = (
  check: string,
  { path, start_line, end_line, annotation_level, title, message }: z.infer<typeof annotationsSchema>[number],
): ToolResult => ({
  tool: `the check "${check}"`,
  rule: title || null,
  level: levels[annotation_level],
  message: message ?? '',
  path,
  startLine: start_line,
  endLine: end_line,
});
