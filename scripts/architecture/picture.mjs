// The picture of ARCHITECTURE.md, made of the real imports: `node scripts/architecture/picture.mjs` writes it; a test compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { replaceBlock } from '../generated-blocks.mjs';
import { roomImports } from './rooms.mjs';

const page = fileURLToPath(new URL('../../ARCHITECTURE.md', import.meta.url));

/** ARCHITECTURE.md's text with its picture made anew. */
export const withPicture = (text) => replaceBlock(text, 'picture', picture(roomImports()));

/** A Mermaid flowchart; an arrow that others lead to as well is left out, and so is everything's arrow to the words. */
function picture(arrows) {
  const reaches = (from, to) =>
    [...(arrows.get(from) ?? [])].some((next) => next === to || reaches(next, to));
  const lines = [...arrows].flatMap(([from, targets]) =>
    [...targets]
      .filter((to) => ![...targets].some((next) => next !== to && reaches(next, to)))
      .sort()
      .map((to) => `  ${from} --> ${to}`),
  );
  return ['```mermaid', 'flowchart TD', ...lines, '```'].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(page, withPicture(readFileSync(page, 'utf8')));
