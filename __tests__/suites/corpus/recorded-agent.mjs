// A custom agent that repeats what was recorded: node recorded-agent.mjs SCRIPT.json AGENT
// SCRIPT.json holds each agent's review, and what a careful lead made of each finding, by its title.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [file, agent] = process.argv.slice(2);
const { reviews, judgements } = JSON.parse(readFileSync(file, 'utf8'));
const judgementOn = ({ title }) => judgements.find((judgement) => judgement.title === title);

switch (process.env.DEEP_REVIEW_ROLE) {
  case 'reviewer':
    process.stdout.write(reviews[agent]);
    break;
  case 'adjudicator': {
    const asked = JSON.parse(readFileSync(join(process.env.DEEP_REVIEW_DIR, 'manifest.json'), 'utf8'));
    const rulings = asked.candidates.flatMap(({ id, claims }) => {
      const [judgement] = claims.map(judgementOn).filter((known) => known !== undefined);
      return judgement === undefined ? [] : [{ ...judgement.ruling, candidate: id }];
    });
    const pairs = asked.pairs.map(({ id, claims }) => {
      const [one, other] = claims.map((claim) => judgementOn(claim)?.finalId ?? claim.title);
      return { pair: id, same: one === other, reason: 'So the report says.' };
    });
    process.stdout.write(JSON.stringify({ rulings, pairs }));
    break;
  }
  default:
    // It is no editor: code's own prose stands.
    process.stdout.write('{}');
}
