import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { namesByMessage } from '../../../src/checks/secrets/names-by-message.ts';
import { openings } from '../../../src/checks/secrets/openings.ts';

interface Rule {
  readonly meta: { readonly id: string };
  create(context: object, options: object): { file?(source: object): unknown };
}

// The others are never asked.
const asked = (rules as unknown as readonly Rule[]).filter(
  ({ meta }) => !/-(?:filter-comments|gcp|privatekey)$/.test(meta.id),
);

test('every rule that is asked has an opening', () => {
  expect(Object.keys(openings).sort()).toEqual(asked.map(({ meta }) => meta.id).sort());
});

test.each(asked.map((rule) => [rule.meta.id, rule] as const))(
  '%s finds nothing without its opening',
  (id, rule) => {
    const opening = openings[id] as RegExp;
    const patterns = patternsOf(rule);
    expect(patterns.length).toBeGreaterThan(0);
    for (const pattern of patterns) {
      fc.assert(
        fc.property(
          fc.stringMatching(pattern, { size: 'small' }),
          (text) => opening.test(text) || findIn(rule, text).length === 0,
        ),
        { numRuns: 50 },
      );
    }
  },
);

test.each([
  'npm_config_offline=true',
  "name.startsWith('ghs_')",
  'const token = /gh[pousr]_[A-Za-z0-9]{36}|npm_[A-Za-z0-9]{36}|hf_[A-Za-z]{34}/;',
  'AWS_SECRET_ACCESS_KEY: read from the environment',
  'url: postgres://db/app',
])('to speak of tokens opens nothing: %s', (text) => {
  expect(Object.keys(openings).filter((id) => openings[id]?.test(text))).toEqual([]);
});

test.each(asked.map((rule) => [rule.meta.id, rule] as const))(
  '%s finds nothing without a name',
  (_, rule) => {
    const said = patternsOf(rule).flatMap((pattern) => {
      const texts = fc.sample(fc.stringMatching(pattern, { size: 'small' }), { numRuns: 100, seed: 1 });
      return findIn(rule, texts.join('\n\n'));
    });
    expect([...new Set(said)].filter((id) => !Object.hasOwn(namesByMessage, id))).toEqual([]);
  },
);

/** The message ids of what a rule finds in a text, in whatever file it stands. */
function findIn(rule: Rule, content: string): string[] {
  const said: string[] = [];
  const context = {
    sharedOptions: {},
    createTranslator: () => (messageId: string) => ({ messageId }),
    report: ({ message }: { message: { messageId: string } }) => void said.push(message.messageId),
    ignore() {},
  };
  for (const filePath of ['a.ts', '.npmrc', 'package.json'])
    rule.create(context, {}).file?.({ content, filePath, ext: '.ts', contentType: 'text' });
  return said;
}

/** What a rule searches a text for, seen as it does; without what only looks around, which nothing can be made of. */
function patternsOf(rule: Rule): RegExp[] {
  const seen = new Map<string, RegExp>();
  const content = {
    matchAll(pattern: RegExp) {
      const source = pattern.source.replace(/\(\?<?[!=][^)]*\)|\\b/g, '');
      seen.set(source, new RegExp(source, pattern.flags.replace(/[gi]/g, '')));
      return [];
    },
    match(pattern: RegExp) {
      this.matchAll(pattern);
      return null;
    },
  };
  const context = { sharedOptions: {}, createTranslator: () => () => ({}), report() {}, ignore() {} };
  for (const filePath of ['a.ts', '.npmrc', 'package.json'])
    rule.create(context, {}).file?.({ content, filePath, ext: '.ts', contentType: 'text' });
  return [...seen.values()];
}
