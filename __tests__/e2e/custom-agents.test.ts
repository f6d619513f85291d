import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Report } from '../../src/model/report/report-schema.ts';
import { readText as readRepositoryText, snippetsIn } from '../helpers/documents.ts';
import { makeNewcomer, type Newcomer } from '../helpers/newcomer.ts';

const page = 'docs/custom-agents.md';
const snippets = snippetsIn('yaml', 'json').filter(({ place }) => place.startsWith(page));
const declaration = snippets.find(({ text }) => text.includes('tools/ask-model.mjs'))?.text ?? '';
const example = (name: string) => readRepositoryText(`docs/examples/agents/${name}`);

/** What the model of the agent `mine` says of a change to `src/sum.js`, and what the one of `other` does. */
const review = {
  summary: 'The order of the operands changes.',
  findings: [
    {
      ...{ severity: 'important', kind: 'regression', title: 'Operands are swapped' },
      ...{ path: 'src/sum.js', startLine: 1, endLine: 1, quote: 'export const sum = (a, b) => b + a;' },
      explanation: 'With text the result is another one.',
      ...{ evidence: [], fix: 'Swap them back.', patch: null },
    },
  ],
  design: { concerns: [], strengths: [] },
  testing: { assessment: '', untested: [] },
  ...{ documentation: '', commits: '', limitations: [] },
  coverage: [{ path: 'src/sum.js', status: 'read' }],
};
const confirmation = (candidate: string) => ({
  ...{ candidate, ruling: 'confirmed', severity: 'important', kind: 'regression' },
  reason: 'The line says so.',
  evidence: [
    {
      ...{ kind: 'citation', path: 'src/sum.js', line: 1, side: 'new' },
      ...{ quote: 'export const sum = (a, b) => b + a;', command: null, output: null, text: null },
    },
  ],
});

/** A service that speaks the API of `ask-model.mjs`; it keeps the briefs that it got. */
async function serveModel(): Promise<{ url: string; asked: { model: string; brief: string }[] }> {
  const asked: { model: string; brief: string }[] = [];
  const answer = (model: string, brief: string) => {
    if (brief.startsWith('You judge claims')) {
      const candidates = [...brief.matchAll(/^### Candidate (F\d+)/gm)].map(([, id = '']) => id);
      return { rulings: candidates.map(confirmation), pairs: [] };
    }
    return model === 'other' ? { ...review, findings: [] } : review;
  };
  const server = createServer(async (request, response) => {
    const { model, messages } = JSON.parse(await text(request));
    const brief: string = messages[0].content;
    asked.push({ model, brief });
    const content = JSON.stringify(answer(model, brief));
    response.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, asked };
}

async function reportOf({ run }: Newcomer): Promise<Report> {
  return JSON.parse((await run('cat deep-review-report/report.json')).stdout);
}

describe('an agent added word for word', () => {
  test('reviews, and rules on what another one found', async () => {
    const { url, asked } = await serveModel();
    const other = '  other:\n    command: [env, MODEL_NAME=other, node, tools/ask-model.mjs]\n';
    const newcomer = makeNewcomer(
      {
        'src/sum.js': 'export const sum = (a, b) => a + b;\n',
        'tools/ask-model.mjs': example('ask-model.mjs'),
        '.github/deep-review.yml': `${declaration}\n${other}    environment: [MODEL_URL, MODEL_KEY]\n`,
      },
      { 'src/sum.js': 'export const sum = (a, b) => b + a;\n' },
    );
    const ended = await newcomer.run('deep-review --agents "mine other"', {
      MODEL_URL: url,
      MODEL_KEY: 'a-key-that-nobody-knows',
      MODEL_NAME: 'mine',
    });
    expect(ended.exitCode, ended.stderr).toBe(1);
    const report = await reportOf(newcomer);
    expect(report.agents.map(({ name, family, outcome }) => [name, family, outcome])).toEqual([
      ['mine', 'acme', 'completed'],
      ['other', 'other', 'completed'],
    ]);
    expect(report.findings).toMatchObject([
      {
        title: 'Operands are swapped',
        anchor: { status: 'exact', startLine: 1 },
        ruling: { value: 'confirmed', by: ['other'] },
      },
    ]);
    expect(report.verdict).toMatchObject({ level: 'merge-with-fixes', gate: 'block' });
    expect(asked.some(({ brief }) => brief.includes('@'))).toBe(false);
  });

  test('without a model holds one rule against the added lines, and claims no more', async () => {
    const newcomer = makeNewcomer(
      {
        'src/a.js': "export const a = 1;\nconst old = new Date();\n++count;\nexport const z = '';\n",
        'tools/house-rules.mjs': example('house-rules.mjs'),
        '.github/deep-review.yml':
          'agents:\n  house-rules: { command: [node, tools/house-rules.mjs], by-rules: true }\n',
      },
      {
        'src/a.js':
          "export const a = 1;\nconst old = new Date();\n++ b/x;\n\nconst now = new Date();\nexport const z = '';\n",
        'src/b.js': 'new Date();\n',
      },
    );
    expect(await newcomer.run('deep-review --agents house-rules')).toMatchObject({ exitCode: 0 });
    const report = await reportOf(newcomer);
    expect(report.verdict).toMatchObject({ level: 'merge', gate: 'pass' });
    expect(report.verdict.reason).toContain('nobody read it');
    expect(report.runs.map(({ role }) => role)).toEqual(['reviewer']);
    const places = report.findings.map(({ anchor }) => `${anchor.path}:${anchor.startLine} ${anchor.status}`);
    expect(places.sort()).toEqual(['src/a.js:5 exact', 'src/b.js:1 exact']);
    expect(report.coverage.files.map(({ status }) => status['house-rules'])).not.toContain('skipped');
  });

  test('that fails says why', async () => {
    const newcomer = makeNewcomer({
      'src/sum.js': 'export const sum = (a, b) => a + b;\n',
      'tools/ask-model.mjs': example('ask-model.mjs'),
      '.github/deep-review.yml': declaration,
    });
    const server = createServer((_, response) => response.writeHead(401).end('no such key'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    await newcomer.run('deep-review --agents mine', {
      MODEL_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      MODEL_KEY: 'a-key-that-nobody-knows',
      MODEL_NAME: 'mine',
    });
    const { agents } = await reportOf(newcomer);
    expect(agents[0]).toMatchObject({ outcome: 'crashed' });
    expect(agents[0]?.reason).toMatch(/answered 401: no such key/);
  });
});

test('the page shows the manifest as it is', async () => {
  const shown = JSON.parse(snippets.find(({ text: json }) => json.includes('"shardCount"'))?.text ?? '{}');
  const newcomer = makeNewcomer(
    {
      'src/sum.js': 'export const sum = (a, b) => a + b;\n',
      '.github/deep-review.yml':
        'agents:\n  tell: { command: [sh, -c, \'cat "$DEEP_REVIEW_DIR/manifest.json" >&2; exit 1\'] }\n',
    },
    { 'src/sum.js': 'export const sum = (a, b) => b + a;\n' },
  );
  await newcomer.run('deep-review --agents tell');
  const { stdout } = await newcomer.run('cat deep-review-report/raw/tell/stderr.txt');
  const real = JSON.parse(stdout);
  const { base, head, mergeBase } = real;
  const files = shown.files.map((file: object) => ({ ...file, risk: expect.any(Number) }));
  expect(real).toEqual({ ...shown, base, head, mergeBase, files });
});
