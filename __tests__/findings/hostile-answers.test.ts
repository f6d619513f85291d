import { describe, expect, it } from 'vitest';
import { readReview } from '../../src/findings/read-review.ts';

const fenced = (language: string, text: string) => `\`\`\`${language}\n${text}\n\`\`\`\n`;
const finding = '- **[high]** The lock leaks (`src/a.ts:3`): the handle is never closed.\n';

/** Answers that a reader may hang on, run out of stack on, or throw at. */
const answers: Readonly<Record<string, string>> = {
  'YAML that holds itself': fenced('yaml', 'findings: &a [*a,*a,*a,*a,*a,*a,*a,*a]'),
  'a YAML finding that holds itself': fenced('yaml', 'findings:\n  - &a\n    severity: high\n    x: *a'),
  'YAML with thousands of names': fenced(
    'yaml',
    `{${Array.from({ length: 11_000 }, (_, n) => n.toString(36)).join(',')}}`,
  ),
  'a TOML name of thousands of parts': fenced(
    'toml',
    `[[findings]]\nseverity="high"\nx${'.a'.repeat(29_000)}=1`,
  ),
  'a finding of thousands of levels': `{"findings":[{"severity":"high","x":${'{"a":'.repeat(12_000)}1${'}'.repeat(12_000)}}]}`,
  'a place of nothing but blanks': JSON.stringify({
    findings: [{ severity: 'high', title: 'The lock leaks', location: `${' '.repeat(200_000)}x` }],
  }),
  'links without an end': 'https://a/b/c/blob/d/'.repeat(9_000),
  'a rule in a table that is none': fenced('csv', `a,b,c\n${'─'.repeat(59_000)}x`).repeat(3),
  'lists in lists': `findings:\n ${'- '.repeat(29_000)}a`,
  'a long line that is no fence for its last mark': `\`\`\`${'a'.repeat(100_000)}\``,
  'a long line of tildes that is no fence': `${'~'.repeat(20_000)}\``,
  'thousands of objects beside a finding': `# Findings\n\n${finding}\n${Array.from(
    { length: 1_500 },
    (_, n) =>
      JSON.stringify({ severity: 'high', file: `a${n}.ts`, line: n + 1, title: `the lock ${n} leaks` }),
  ).join('\n')}`,
};

describe('readReview of an answer that is made to hurt', () => {
  it.each(Object.entries(answers))(
    'comes to an end with %s',
    (_, answer) => {
      expect(['unreadable', 'salvaged', 'markdown']).toContain(readReview(answer).form);
    },
    15_000,
  );
});
