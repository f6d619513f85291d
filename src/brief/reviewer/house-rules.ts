import type { HouseRules } from '../../change/files/house-rules.ts';
import { briefFolder } from '../../model/brief.ts';
import { concealAtSigns } from '../at-signs.ts';
import { fenceUntrusted } from '../fence.ts';
import type { Section } from './section.ts';

/** Of a brief without them; a tenth is what they may add, with what the template says of them. */
const share = 0.09;
const wordsOfTemplate = 900;
const file = 'house-rules.md';
/** Lines that tell to do or not to do something; others explain. */
const telling =
  /\b(?:must|never|always|don'?t|do not|should|shall|avoid|prefer|only|require[sd]?|forbidden|instead of)\b/i;

/**
 * The rules for some files within a share of their brief: the telling lines of each file first, in its order and with their numbers,
 * so that a finding can cite them. All of them are in a file beside the brief.
 * @param briefBytes the size of the brief without them.
 */
export function tellHouseRules(
  rules: readonly HouseRules[],
  paths: readonly string[],
  briefBytes: number,
): Section {
  const own = rules.filter(({ folder }) =>
    paths.some((path) => folder === '' || path.startsWith(`${folder}/`)),
  );
  if (own.length === 0) return { text: '', files: {} };
  let room = Math.floor(briefBytes * share) - wordsOfTemplate;
  const told = own.map((each, index) => {
    const lines = chooseLines(each, Math.max(0, room) / (own.length - index));
    room -= sizeOf(lines);
    return lines.join('\n');
  });
  const whole = own.map(({ path, text }) => `# ${path}\n\n${text}\n`).join('\n');
  return {
    text: `${fenceUntrusted('house rules', told.join('\n'))}\nThe whole of them: ${briefFolder}/${file}`,
    files: { [file]: whole },
  };
}

/** A heading and as many lines as fit: telling ones, and then the others. */
function chooseLines({ path, folder, text }: HouseRules, limit: number): string[] {
  const heading = `${path}${folder === '' ? '' : ` (for ${folder}/)`}:`;
  const lines = text.split('\n').map((line, index) => ({ index, line: `${index + 1}: ${line.trim()}` }));
  const said = lines.filter(({ line }) => !/: $/.test(line));
  const byWeight = [
    ...said.filter(({ line }) => telling.test(line)),
    ...said.filter(({ line }) => !telling.test(line)),
  ];
  let room = limit - sizeOf([heading]);
  const chosen = byWeight.filter(({ line }) => {
    const size = sizeOf([line]);
    if (size > room) return false;
    room -= size;
    return true;
  });
  return [heading, ...chosen.sort((a, b) => a.index - b.index).map(({ line }) => line)];
}

const sizeOf = (lines: readonly string[]): number =>
  lines.reduce((sum, line) => sum + Buffer.byteLength(concealAtSigns(line)) + 1, 0);
