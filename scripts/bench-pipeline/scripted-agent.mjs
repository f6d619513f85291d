// A custom agent with the answers of a script: node scripted-agent.mjs DIRECTORY NAME REVIEW_SECONDS SCALE
// It takes as long as a real one would, divided by SCALE.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { seconds } from './scripted-seconds.mjs';

const [directory, review, reviewSeconds, scale] = process.argv.slice(2);
const pass = (real) => sleep((real * 1000) / Number(scale));

switch (process.env.DEEP_REVIEW_ROLE) {
  case 'reviewer':
    await pass(Number(reviewSeconds));
    process.stdout.write(readFileSync(join(directory, 'reviews', review), 'utf8'));
    break;
  case 'adjudicator': {
    const known = JSON.parse(readFileSync(join(directory, 'rulings.json'), 'utf8'));
    const asked = JSON.parse(readFileSync(join(process.env.DEEP_REVIEW_DIR, 'manifest.json'), 'utf8'));
    await pass(seconds.ruling.base + seconds.ruling.each * asked.candidates.length);
    process.stdout.write(
      JSON.stringify({
        rulings: asked.candidates.map(({ id, claims }) =>
          rulingOn(
            id,
            known.find(({ about }) => claims.some(({ title }) => title === about)),
          ),
        ),
        pairs: asked.pairs.map(({ id }) => ({ pair: id, same: false, reason: 'Two causes.' })),
      }),
    );
    break;
  }
  case 'prover':
    await pass(seconds.prover);
    process.stdout.write(
      JSON.stringify({ repro: null, patch: null, mutation: null, reason: 'It needs another platform.' }),
    );
    break;
  default:
    await pass(seconds.editor);
    process.stdout.write(
      JSON.stringify({
        summary:
          'The Windows part is sound; the forced stop that all platforms now share brings the blocking regressions.',
        reason: null,
        testing: null,
        documentation: null,
        retro: [],
        closing: null,
      }),
    );
}

function rulingOn(candidate, known) {
  if (known === undefined) {
    return {
      candidate,
      ruling: 'confirmed',
      severity: null,
      kind: null,
      reason: 'The code says so.',
      evidence: [],
    };
  }
  const [path, line, side, quote] = known.cite;
  const { ruling, severity, kind, reason } = known;
  const evidence = [{ kind: 'citation', path, line, side, quote, command: null, output: null, text: null }];
  return { candidate, ruling, severity, kind, reason, evidence };
}
