import type { Report, ReportFinding } from '../../model/report/report-schema.ts';
import { agentTitle, verdictTitles } from '../../model/report/wording.ts';
import { countsOf } from './known-counts.ts';

/** What an editor's sentences are checked against. */
export interface ProseFacts {
  /** Everything the editor was given to write from. */
  readonly text: string;
  readonly findings: ReadonlyMap<string, ReportFinding>;
  readonly rows: Report['retro']['rows'];
  readonly level: Report['verdict']['level'];
}

/** Says what is wrong with a sentence, or null; `agents` are those that it is about. */
type Check = (sentence: string, facts: ProseFacts, agents: readonly string[]) => string | null;

const checks: readonly Check[] = [
  unknownId,
  wrongRuling,
  wrongVerdict,
  wrongCount,
  unknownNumber,
  unknownCode,
  unknownAgent,
];

/**
 * What in a sentence contradicts the facts, or null. It is strict rather than clever: a true sentence may be lost, a false id, ruling,
 * verdict, count, figure, path or name is not let through.
 */
export function findContradiction(sentence: string, facts: ProseFacts, about: string | null): string | null {
  const words = sentence.toLowerCase();
  const named = facts.rows
    .map(({ agent }) => agent)
    .filter((agent) => words.includes(agent) || words.includes(agentTitle(agent).toLowerCase()));
  const agents = named.length > 0 || about === null ? named : [about];
  for (const check of checks) {
    const because = check(sentence, facts, agents);
    if (because !== null) return because;
  }
  return null;
}

const ids = /\b[CISR]\d+\b/g;

function unknownId(sentence: string, { findings }: ProseFacts): string | null {
  const id = sentence.match(ids)?.find((candidate) => !findings.has(candidate));
  return id === undefined ? null : `there is no finding ${id}`;
}

/** A ruling named beside ids must be that of one of them. */
function wrongRuling(sentence: string, { findings }: ProseFacts): string | null {
  const named = sentence.match(ids) ?? [];
  if (named.length === 0) return null;
  const values: (string | undefined)[] = named.map((id) => findings.get(id)?.ruling.value);
  const words = sentence.toLowerCase().match(/\b(confirmed|plausible|refuted|unverified)\b/g) ?? [];
  const wrong = words.find((word) => !values.includes(word));
  return wrong === undefined ? null : `none of ${named.join(', ')} is ${wrong}`;
}

/** The titles of verdicts as a sentence may name them; "rework" alone may also be a verb. */
const verdictNames = {
  merge: /\bmerge as-is\b/i,
  'merge-with-fixes': /\bmerge with fixes\b/i,
  rework: /\bverdict\b.*\brework\b/i,
} as const;

function wrongVerdict(sentence: string, { level }: ProseFacts): string | null {
  const isOther = Object.entries(verdictNames).some(
    ([name, pattern]) => name !== level && pattern.test(sentence),
  );
  return isOther ? `the verdict is "${verdictTitles[level]}"` : null;
}

const numbers = 'zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve';
const nouns = 'critical|important|suggestion|finding|confirmed|refuted|false positive|regression|gap';
const counted = new RegExp(`\\b(\\d+|no|${numbers})\\s+(?:(?!of\\b)[a-z-]+\\s+){0,2}?(${nouns})s?\\b`, 'gi');

/** A number of findings must be one that can be counted in the report: among those of the agents named, or among all. */
function wrongCount(
  sentence: string,
  { findings, rows }: ProseFacts,
  agents: readonly string[],
): string | null {
  for (const [phrase, number = '', noun = ''] of sentence.matchAll(counted)) {
    const known = countsOf(noun.toLowerCase(), [...findings.values()], rows, agents);
    if (!known.has(numberOf(number.toLowerCase()))) return `"${phrase}" is not what was counted`;
  }
  return null;
}

function numberOf(word: string): number {
  const spelled = numbers.split('|').indexOf(word);
  return word === 'no' ? 0 : spelled >= 0 ? spelled : Number(word);
}

/** Any other figure must occur in what the editor was given. */
function unknownNumber(sentence: string, { text }: ProseFacts): string | null {
  const others = sentence.replace(ids, '').replace(counted, '');
  const unknown = (others.match(/(?<![\w.])\d+(?:[.:,]\d+)*(?!\w)/g) ?? []).find(
    (figure) => !new RegExp(`(?<![\\d.])${figure.replaceAll('.', '\\.')}(?!\\d)`).test(text),
  );
  return unknown === undefined ? null : `${unknown} is not among the settled figures`;
}

/** Code and paths in backticks must occur in what the editor was given. */
function unknownCode(sentence: string, { text }: ProseFacts): string | null {
  const spans = [...sentence.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span);
  const unknown = spans.find((span) => !text.includes(span));
  return unknown === undefined ? null : `\`${unknown}\` is in none of the reviews`;
}

const vendors = /\b(claude|codex|gemini|copilot|gpt|opus|sonnet|qwen|llama|mistral|grok|deepseek)\b/gi;

function unknownAgent(sentence: string, { text }: ProseFacts): string | null {
  const known = text.toLowerCase();
  const unknown = sentence.match(vendors)?.find((vendor) => !known.includes(vendor.toLowerCase()));
  return unknown === undefined ? null : `${unknown} took no part`;
}
