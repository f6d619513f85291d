import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { InstalledAgent } from '../../../src/commands/init/survey.ts';
import { surveyFiles } from '../../../src/commands/init/survey.ts';
import { writeConfiguration } from '../../../src/commands/init/write-configuration.ts';
import { writeWorkflow } from '../../../src/commands/init/write-workflow.ts';
import { parseConfiguration } from '../../../src/config/parse-configuration.ts';
import { lintWorkflow, stepsOf } from '../../helpers/lint-workflow.ts';

const agent = (name: string, family: string, ...secrets: string[]): InstalledAgent => ({
  ...{ name, family, secrets },
  install: `npm install -g ${name}@1.2.3`,
});
const claude = agent('claude', 'anthropic', 'ANTHROPIC_API_KEY');
const qwen = agent('qwen', 'alibaba', 'OPENAI_API_KEY', 'OPENAI_BASE_URL', 'OPENAI_MODEL');

describe('the workflow', () => {
  test.each([[[]], [[claude]], [[claude, qwen]]])('for %j is sound', async (agents) => {
    expect(await lintWorkflow(writeWorkflow(agents))).toEqual([]);
  });

  test('installs each agent and gives the review alone their keys', () => {
    const steps = stepsOf(writeWorkflow([claude, qwen]));
    expect(steps.map(({ run }) => run)).toEqual(expect.arrayContaining([claude.install, qwen.install]));
    expect(steps.at(-1)).toMatchObject({
      uses: expect.stringContaining('deep-review@'),
      with: { agents: 'claude qwen checks' },
      env: {
        // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of a workflow
        ANTHROPIC_API_KEY: '${{ secrets.ANTHROPIC_API_KEY }}',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of a workflow
        OPENAI_MODEL: '${{ secrets.OPENAI_MODEL }}',
      },
    });
    expect(steps.slice(0, -1).some((step) => 'env' in step)).toBe(false);
  });

  test('without agents reviews with checks alone, which counts then', () => {
    expect(stepsOf(writeWorkflow([])).at(-1)).toMatchObject({ with: { agents: 'checks' } });
  });
});

describe('the configuration', () => {
  const paths = [
    'package-lock.json',
    'package.json',
    'src/generated/a.ts',
    'build/x.py',
    'extern/y.c',
    'db/migrate/1.rb',
    'AGENTS.md',
    'CONTRIBUTING.md',
  ];

  test('takes what is sure, and leaves the rest as comments', () => {
    const text = writeConfiguration(surveyFiles(paths));
    expect(parseConfiguration(text, 'init')).toMatchObject({
      generated: ['src/generated/**'],
      vendored: [],
      sensitive: ['**/package.json', 'db/migrate/**'],
    });
    expect(text).toContain("#   - 'build/**'");
    expect(text).toContain("#   - 'extern/**'");
  });

  test('is still one with every comment that stands for a line taken away', () => {
    const text = writeConfiguration(surveyFiles(paths));
    const opened = text.replaceAll(/^# (?=[a-z-]+:| {2})/gm, '');
    const configuration = parseConfiguration(opened, 'init');
    expect(configuration.generated).toEqual(['src/generated/**', 'build/**']);
    expect(configuration.vendored).toEqual(['extern/**']);
    expect(configuration.paths).toHaveLength(1);
    expect(configuration['house-rules']).toEqual(['AGENTS.md', 'CONTRIBUTING.md']);
    expect(configuration.proof).toMatchObject({ setup: 'npm ci --ignore-scripts', test: 'npm test' });
    expect(configuration.declined).toHaveLength(1);
  });

  test('of a repository with nothing to tell is all comments', () => {
    expect(parse(writeConfiguration(surveyFiles(['README.md'])))).toBeNull();
  });
});
