import { randomFrom } from './random.mjs';

/** Shares at which the figures below are given. */
const shares = [0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1];

/**
 * How long three agents took in about a hundred published reviews, in seconds; how many findings of each severity they raised; and what
 * became of those that they raised as critical or important: the shares that kept their severity and that were lowered. The rest was refuted.
 */
const agents = {
  claude: {
    seconds: [128, 256, 296, 405, 586, 836, 1320, 1378, 2216],
    critical: [0, 0, 0, 0, 0, 0, 0, 0, 1],
    important: [0, 0, 0, 1, 1, 2, 4, 5, 8],
    suggestion: [0, 1, 2, 2, 4, 5, 9, 10, 12],
    kept: { critical: 0.5, important: 0.68 },
    lowered: { critical: 0.3, important: 0.17 },
  },
  codex: {
    seconds: [156, 194, 214, 274, 346, 432, 541, 594, 1628],
    critical: [0, 0, 0, 0, 0, 0, 0, 0, 1],
    important: [0, 0, 0, 1, 1, 2, 3, 3, 4],
    suggestion: [0, 0, 0, 0, 1, 1, 2, 3, 3],
    kept: { critical: 0.5, important: 0.72 },
    lowered: { critical: 0.3, important: 0.11 },
  },
  gemini: {
    seconds: [12, 177, 204, 236, 304, 374, 454, 540, 984],
    critical: [0, 0, 0, 0, 0, 1, 2, 2, 4],
    important: [0, 0, 0, 1, 1, 2, 3, 3, 5],
    suggestion: [0, 0, 0, 0, 1, 1, 2, 2, 3],
    kept: { critical: 0.12, important: 0.33 },
    lowered: { critical: 0.51, important: 0.32 },
  },
};

const words =
  'cache lock queue worker buffer index socket timeout retry token parser schema cursor batch page header stream pool lease quota shard replica digest cookie route filter mutex handle column offset leaks overflows deadlocks races truncates duplicates drops ignores corrupts blocks forgets reorders'.split(
    ' ',
  );

/** Of the findings that may block, so many are another agent's in other words. */
const shared = 0.3;
/** Of the scripts that are asked for, so many show what they are to show; the others are declined. */
const provable = 0.5;

/**
 * Reviews as these agents give them, always the same for one seed: `{ agents: [{ name, seconds, issues }] }`, where an issue is `{ number,
 * severity, outcome, isProvable }` and two agents may have the same one. `outcome` is what rulings make of it.
 */
export function makeReviews(count, seed = 19) {
  const random = randomFrom(seed);
  return Array.from({ length: count }, () => {
    const raised = [];
    return {
      agents: Object.entries(agents).map(([name, facts]) => {
        const issues = ['critical', 'important', 'suggestion'].flatMap((severity) =>
          Array.from({ length: Math.round(quantile(facts[severity], random())) }, () => {
            const others = raised.filter((issue) => issue.by !== name && issue.severity === severity);
            if (severity !== 'suggestion' && others.length > 0 && random() < shared)
              return others[Math.floor(random() * others.length)];
            const issue = makeIssue(raised.length, name, severity, facts, random);
            raised.push(issue);
            return issue;
          }),
        );
        return { name, seconds: quantile(facts.seconds, random()), issues: [...new Set(issues)] };
      }),
    };
  });
}

function makeIssue(number, by, severity, { kept, lowered }, random) {
  const luck = random();
  const fate =
    luck < kept[severity] ? 'kept' : luck < kept[severity] + lowered[severity] ? 'lowered' : 'refuted';
  const outcome = severity === 'suggestion' ? 'kept' : fate;
  const said = Array.from({ length: 16 }, () => words[Math.floor(random() * words.length)]);
  return { number, by, severity, outcome, isProvable: random() < provable, words: said };
}

/** The figure at a share between 0 and 1. */
function quantile(figures, share) {
  const above = Math.max(
    1,
    shares.findIndex((known) => known >= share),
  );
  const [from, to] = [shares[above - 1], shares[above]];
  return figures[above - 1] + ((share - from) / (to - from)) * (figures[above] - figures[above - 1]);
}
