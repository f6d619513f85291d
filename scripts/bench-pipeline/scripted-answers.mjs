/** Lines of the file that an issue is in; what is complained of stands in the second. */
export function textOf({ number }) {
  return [
    `import { open } from './store-${number}.js';`,
    `export const handle${number} = (entry) => open(entry).release${number}();`,
    '',
    `if (!isReleased${number}(entry)) throw new Error('held ${number}');`,
  ].join('\n');
}

export const pathOf = ({ number }) => `src/part-${number}/handler-${number}.ts`;

/** A reviewer's answer. */
export function reviewOf(issues) {
  return JSON.stringify({
    summary: 'It handles entries.',
    findings: issues.map((issue) => ({
      severity: issue.severity,
      kind: 'regression',
      title: `\`handle${issue.number}\` ${issue.words.slice(0, 5).join(' ')}`,
      path: pathOf(issue),
      startLine: 2,
      endLine: 2,
      quote: `export const handle${issue.number} = (entry) => open(entry).release${issue.number}();`,
      explanation: `\`release${issue.number}\`: ${issue.words.slice(3).join(' ')}.`,
      evidence: [],
      fix: null,
      patch: null,
      repro: null,
      mutation: null,
    })),
    design: { concerns: [], strengths: [] },
    testing: { assessment: 'There are tests.', untested: [] },
    documentation: 'It is documented.',
    commits: 'Fine.',
    limitations: [],
    coverage: [],
    requests: [],
  });
}

const milder = { critical: 'important', important: 'suggestion', suggestion: 'suggestion' };
const numberIn = (text) => Number(/handle(\d+)/.exec(text)?.[1]);

/** An adjudicator's answer to what its manifest asks, by what becomes of each issue. */
export function rulingsOn({ candidates, pairs }, issues, hasScripts) {
  return JSON.stringify({
    rulings: candidates.map(({ id, claims }) => {
      const issue = issues.get(numberIn(claims[0].title));
      return {
        candidate: id,
        ruling: issue.outcome === 'refuted' ? 'refuted' : 'confirmed',
        severity: issue.outcome === 'lowered' ? milder[issue.severity] : null,
        kind: null,
        reason: `\`isReleased${issue.number}\` in line 4 decides it.`,
        missing: null,
        evidence: [
          {
            ...{
              kind: 'citation',
              path: pathOf(issue),
              line: 4,
              side: 'new',
              quote: textOf(issue).split('\n')[3],
            },
            ...{ command: null, output: null, text: null },
          },
        ],
        repro: hasScripts ? 'shows' : null,
      };
    }),
    pairs: pairs.map(({ id, claims: [one, other] }) => ({
      pair: id,
      same: numberIn(one.title) === numberIn(other.title),
      reason: 'So says the code.',
    })),
  });
}

/** A prover's answer: a script, or that none can show it. */
export function scriptFor(manifest, issues) {
  const issue = issues.get(numberIn(manifest));
  const isShown = issue?.isProvable === true && issue.outcome !== 'refuted';
  return JSON.stringify({
    repro: isShown
      ? { script: `node check-${issue.number}.js`, needs: null, shows: 'It is released twice.' }
      : null,
    patch: null,
    mutation: null,
    reason: isShown ? '' : 'It needs another platform.',
  });
}

export const edition = JSON.stringify({
  summary: 'It handles entries.',
  reason: null,
  testing: null,
  documentation: null,
  retro: [],
  closing: null,
});
