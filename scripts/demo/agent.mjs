// An agent of the demo: answers from a script, as the agent whose name it is given would. Usage: node agent.mjs NAME
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reviews, rulings } from './answers.mjs';

const [name] = process.argv.slice(2);
const manifest = JSON.parse(readFileSync(join(process.env.DEEP_REVIEW_DIR, 'manifest.json'), 'utf8'));
const answers = { reviewer: () => reviews[name], adjudicator: rule };

function rule() {
  return {
    rulings: manifest.candidates.map(({ id, claims }) => ({ candidate: id, ...rulingOf(claims) })),
    pairs: manifest.pairs.map(({ id, claims }) => {
      const [one, other] = claims.map(subjectOf);
      return { pair: id, same: one === other, reason: 'Judged by the root cause.' };
    }),
  };
}

const subjectOf = (claim) => Object.keys(rulings).find((words) => new RegExp(words, 'i').test(claim.title));
const rulingOf = ([claim]) => rulings[subjectOf(claim)];

console.log(JSON.stringify(answers[process.env.DEEP_REVIEW_ROLE]?.() ?? null));
