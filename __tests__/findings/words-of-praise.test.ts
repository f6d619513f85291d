import { describe, expect, test } from 'vitest';
import { readReview } from '../../src/findings/read-review.ts';

/** Titles of defects that hold words of praise, of denial, of parts of a review, or of what is dealt with. */
const sentences = [
  'The lock is not safe when two workers stop',
  'No rate limit on the login route',
  'Nothing stops two refunds of one order',
  'Passwords are compared with ==',
  'The good path works, the bad one deletes the row',
  'Session is valid after logout',
  'Tokens are accepted when invalid',
  'Rejected uploads are kept on disk',
  'Closed connections are reused',
  'Fixed seed makes tokens predictable',
  'Resolved paths may leave the folder',
  'Completed orders are charged again',
  'Done flag is set before the write',
  'Clean shutdown drops the queue',
  'Solid state of the cache survives a logout',
  'Looks good but never stops',
  'All clear flag is set too early',
  'None is returned for a missing user and read as admin',
  'None of the callers checks the result',
  'N/A prices are read as zero',
  'Nothing is rolled back when the second insert throws',
  'Nothing else holds the lock while the file is written',
  'Zero amounts pass the check',
  'Accepted risk scores are stored as text',
  'Ignored errors hide a failed backup',
  'Works only on Linux',
  'Safe mode is off by default',
  'Is correct only for UTC',
  'The patch is fine for one user, wrong for two',
  'Approved requests can be replayed',
  'LGTM button submits twice',
  'Intentional delay can be skipped by the client',
  'By design everyone can read the bucket',
  'Not applicable rules are applied',
  'Dismissed alerts come back as new',
  'The implemented retry has no limit',
  'Already fixed prices are changed again',
  'Addressed mail goes to the wrong tenant',
  'Implementation of the fix breaks the old client',
  'Praise widget executes HTML',
  'Well formed XML crashes the parser',
  'Properly signed but expired tokens pass',
  'Verified mails are sent twice',
  'Strong passwords are cut at 8 characters',
  'Supports negative amounts',
  'Handles two currencies as one',
  'Clearly visible secrets in the log',
  'Comprehensive logs contain card numbers',
  'Robust retry multiplies charges',
  'Ensures nothing about the order of writes',
  "Thorough cleanup deletes other users' files",
  'Great Britain is treated as part of the EU',
  'Optional header disables the check',
  'Low memory kills the writer without a flush',
  'Minor version upgrade drops the table',
  'Info endpoint leaks the environment',
  'Note field is executed as a template',
  'Style attribute allows script',
];

const forms: Readonly<Record<string, (words: string) => string>> = {
  'prose below a level': (words) => `# Review\n\n## Critical\n\n${words}.\n\n## Minor\n\nNone.\n`,
  'an item below a level': (words) =>
    `# Review\n\n## Critical issues\n\n- ${words}.\n\n## Suggestions\n\n- Rename x in \`src/b.ts:3\`.\n`,
  'a level in front of a heading': (words) => `# Review\n\n### Critical: ${words}\n\nIn \`src/a.ts:4\`.\n`,
  'a heading below a level': (words) => `## Critical\n\n### ${words}\n\n\`src/a.ts:4\` does it.\n`,
  'a number below a level': (words) => `## Critical\n\n1. **${words}** — \`src/a.ts:4\`\n   It is so.\n`,
  'a level as a tag': (words) => `**[Critical]** ${words} (\`src/a.ts:4\`)\n`,
  'a level behind a heading': (words) => `### 1. ${words} (Critical)\n\n\`src/a.ts:4\` does it.\n`,
  'a row of a table': (words) =>
    `| Severity | File | Issue |\n|---|---|---|\n| Critical | src/a.ts:4 | ${words} |\n`,
};

describe.each(Object.entries(forms))('a critical as %s', (_, write) => {
  test.each(sentences)('is no denial: %s', (words) => {
    const reading = readReview(write(words));
    const criticals =
      reading.form === 'unreadable'
        ? []
        : reading.review.findings.filter(({ severity }) => severity === 'critical');
    // Where it is not read, the review counts as none.
    expect(reading.form === 'unreadable' || criticals.length > 0).toBe(true);
  });
});
