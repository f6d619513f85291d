import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { TeamMember } from '../../../src/agents/team/team.ts';
import { resolveRevisions } from '../../../src/change/ends/resolve-revisions.ts';
import { configurationSchema } from '../../../src/config/configuration.ts';
import { parseInputs } from '../../../src/config/inputs.ts';
import { digestTerms, type TermsBasis } from '../../../src/github/event/review-terms.ts';
import { buildPorts } from '../../helpers/ports.ts';
import { type FileContent, makeRepository, temporaryDirectory } from '../../helpers/repository.ts';

const request = {
  pullRequest: null,
  repository: null,
  webUrl: null,
  branch: null,
  token: null,
  openApi: null,
};

/** The terms of one change of `a`, on a base that has these files besides. */
async function termsOn(files: Record<string, FileContent>, overrides: Partial<TermsBasis> = {}) {
  const repository = makeRepository();
  repository.commit('Begin', { a: '1', ...files });
  repository.git('checkout', '--quiet', '-b', 'feature');
  repository.commit('Go on', { a: '2' });
  const revisions = await resolveRevisions(
    { ...request, directory: repository.directory, base: 'main', head: 'feature' },
    buildPorts(),
  );
  return digestTerms({
    inputs: parseInputs({}),
    configuration: configurationSchema.parse({}),
    instructions: '',
    revisions,
    baseBranch: 'main',
    team: null,
    today: '2026-01-02',
    ...overrides,
  });
}

const house = (...command: string[]) =>
  configurationSchema.parse({ agents: { house: { command, family: 'acme' } } });

const member = (outcome: TeamMember['detection']['outcome']) =>
  ({
    agent: { type: 'built-in', name: 'gemini' },
    detection: { outcome },
    reviews: true,
    rules: true,
  }) as unknown as TeamMember;

describe('the terms of a verdict', () => {
  test('are the same for the same, whatever else the base has', async () => {
    expect(await termsOn({})).toBe(await termsOn({ other: 'x', 'elsewhere/AGENTS.md': 'Never.' }));
  });

  test.each<[string, Partial<TermsBasis>, Partial<TermsBasis>]>([
    ['the base branch', {}, { baseBranch: 'stage' }],
    ['the instructions', {}, { instructions: 'Be strict.' }],
    ['the inputs', {}, { inputs: parseInputs({ 'fail-on': 'rework' }) }],
    ['the agents that are here', { team: [] }, { team: [member('completed')] }],
    ['an agent’s key', { team: [member('unauthenticated')] }, { team: [member('completed')] }],
  ])('differ with %s', async (_, one, other) => {
    expect(await termsOn({}, one)).not.toBe(await termsOn({}, other));
  });

  test.each<[string, Record<string, FileContent>, Record<string, FileContent>, string[]]>([
    ['house rules', { 'AGENTS.md': 'Never use eval.' }, { 'AGENTS.md': 'Use eval.' }, []],
    [
      'what a link of that name leads to',
      { 'CLAUDE.md': { link: 'docs/rules' }, 'docs/rules': 'One.' },
      { 'CLAUDE.md': { link: 'docs/rules' }, 'docs/rules': 'Two.' },
      [],
    ],
    ['attributes', { 'src/.gitattributes': '* linguist-generated' }, { 'src/.gitattributes': '' }, []],
    [
      'a custom agent’s program',
      { 'tools/house.mjs': '1' },
      { 'tools/house.mjs': '2' },
      ['node', 'tools/house.mjs'],
    ],
    [
      'what lies beside that program',
      { 'tools/house.mjs': '1', 'tools/rules.mjs': '1' },
      { 'tools/house.mjs': '1', 'tools/rules.mjs': '2' },
      ['node', '--import=tools/house.mjs'],
    ],
  ])('differ with %s of the base', async (_, one, other, command) => {
    const overrides = command.length > 0 ? { configuration: house(...command) } : {};
    expect(await termsOn(one, overrides)).not.toBe(await termsOn(other, overrides));
  });

  test('differ with the bytes of a program on the machine', async () => {
    const program = join(temporaryDirectory(), 'house');
    writeFileSync(program, '1');
    const before = await termsOn({}, { configuration: house(program) });
    expect(await termsOn({}, { configuration: house(program) })).toBe(before);
    writeFileSync(program, '2');
    expect(await termsOn({}, { configuration: house(program) })).not.toBe(before);
  });
});
