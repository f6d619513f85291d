import { expect, test } from 'vitest';
import { readReproduction } from '../../src/findings/read-reproduction.ts';

const script = 'node -e "1"\nexit 0\n';
const whole = {
  repro: { script, needs: null, shows: 'that it fails' },
  patch: '--- a\n',
  mutation: null,
  reason: 'It calls it.',
};

test.each([
  ['JSON', JSON.stringify(whole), whole],
  ['JSON in words and a fence', `Here:\n\n\`\`\`json\n${JSON.stringify(whole)}\n\`\`\`\nDone.`, whole],
  ['JSON in an envelope', JSON.stringify({ result: JSON.stringify(whole) }), whole],
  [
    'a script without the rest',
    JSON.stringify({ script }),
    { repro: { script, needs: null, shows: null }, patch: null, mutation: null, reason: '' },
  ],
  [
    'a script as a text',
    JSON.stringify({ repro: script, reason: 'So.' }),
    { repro: { script, needs: null, shows: null }, patch: null, mutation: null, reason: 'So.' },
  ],
  [
    'no script, and why',
    JSON.stringify({ ...whole, repro: null, patch: null }),
    { ...whole, repro: null, patch: null },
  ],
  [
    'named code blocks',
    `Run this.\n\n\`\`\`bash repro\n${script}\`\`\`\n\n\`\`\`diff patch\n--- a\n\`\`\`\n`,
    { repro: { script: script, needs: null, shows: null }, patch: '--- a\n', mutation: null, reason: '' },
  ],
])('%s is read', (_, answer, expected) => {
  expect(readReproduction(answer)).toEqual(expected);
});

test.each(['', 'I could not.', '{"rulings": []}', '```bash\nexit 1\n```'])('%j is none', (answer) => {
  expect(readReproduction(answer)).toBeNull();
});
