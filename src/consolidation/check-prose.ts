import type { Report, ReportFinding } from '../report/report-schema.ts';
import { verdictTitles } from '../report/wording.ts';

/** What an editor's sentences are checked against. */
export interface ProseFacts {
  /** Everything the editor was given to write from. */
  readonly text: string;
  readonly findings: ReadonlyMap<string, ReportFinding>;
  readonly rows: Report['retro']['rows'];
  readonly level: Report['verdict']['level'];
}

/** A sentence that was left out, and why. */
export interface DroppedSentence {
  readonly sentence: string;
  readonly because: string;
}

/** Prose without the sentences that contradict the facts; null when nothing is left. */
export function checkProse(
  prose: string | null,
  facts: ProseFacts,
): { readonly text: string | null; readonly dropped: DroppedSentence[] } {
  const dropped: DroppedSentence[] = [];
  const paragraphs = (prose ?? '').split(/\n{2,}/).map((paragraph) =>
    sentencesOf(paragraph)
      .filter((sentence) => {
        const because = contradiction(sentence, facts);
        if (because !== null) dropped.push({ sentence: sentence.trim(), because });
        return because === null;
      })
      .join('')
      .trim(),
  );
  const text = paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
  return { text: text === '' ? null : text, dropped };
}

/** Sentences with the space behind them; code spans are never cut. */
function sentencesOf(paragraph: string): string[] {
  return (
    paragraph
      .match(/(?:`[^`]*`|[^`.!?\n]|[.!?](?!\s|$))*(?:[.!?]+|\n|$)\s*/g)
      ?.filter((part) => part !== '') ?? []
  );
}

type Check = (sentence: string, facts: ProseFacts) => string | null;

const checks: readonly Check[] = [
  unknownId,
  wrongRuling,
  wrongVerdict,
  wrongCount,
  unknownNumber,
  unknownCode,
  unknownAgent,
];

function contradiction(sentence: string, facts: ProseFacts): string | null {
  for (const check of checks) {
    const because = check(sentence, facts);
    if (because !== null) return because;
  }
  return null;
}

const idsIn = (sentence: string): string[] => sentence.match(/\b[CISR]\d+\b/g) ?? [];

function unknownId(sentence: string, { findings }: ProseFacts): string | null {
  const id = idsIn(sentence).find((candidate) => !findings.has(candidate));
  return id === undefined ? null : `there is no finding ${id}`;
}

/** A ruling named beside ids must be that of one of them. */
function wrongRuling(sentence: string, { findings }: ProseFacts): string | null {
  const ids = idsIn(sentence);
  if (ids.length === 0) return null;
  const values = ids.map((id) => findings.get(id)?.ruling.value);
  const words = sentence.toLowerCase().match(/\b(confirmed|plausible|refuted|unverified)\b/g) ?? [];
  const wrong = words.find((word) => !values.some((value) => value === word));
  return wrong === undefined ? null : `none of ${ids.join(', ')} is ${wrong}`;
}

function wrongVerdict(sentence: string, { level }: ProseFacts): string | null {
  const words = sentence.toLowerCase();
  const other = Object.entries(verdictTitles).find(
    ([name, title]) =>
      name !== level && name !== 'inconclusive' && isVerdictNamed(words, title.toLowerCase()),
  );
  return other === undefined ? null : `the verdict is "${verdictTitles[level]}"`;
}

const isVerdictNamed = (words: string, title: string): boolean =>
  title === 'rework' ? /\bverdict\b.*\brework\b/.test(words) : words.includes(title);

const numberWords = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const counted = new RegExp(
  `\\b(\\d+|no|${numberWords.join('|')})\\s+(?:[a-z-]+\\s+){0,2}?(critical|important|suggestion|finding|confirmed|refuted|false positive|regression|gap)s?\\b`,
  'gi',
);

/** A number of findings must be one that can be counted in the report, among all or among one agent's. */
function wrongCount(sentence: string, facts: ProseFacts): string | null {
  for (const [phrase, number = '', noun = ''] of sentence.matchAll(counted)) {
    const spelled = numberWords.indexOf(number.toLowerCase());
    const count = number.toLowerCase() === 'no' ? 0 : spelled >= 0 ? spelled : Number(number);
    if (!countsOf(noun.toLowerCase(), facts).has(count)) return `"${phrase}" is not what was counted`;
  }
  return null;
}

/** Every number that some group of findings of a sort has: all, standing, refuted, each agent's. */
function countsOf(noun: string, { findings, rows }: ProseFacts): Set<number> {
  const fits = (finding: ReportFinding): boolean =>
    noun === 'finding' ||
    finding.severity === noun ||
    finding.kind === noun ||
    finding.ruling.value === (noun === 'false positive' ? 'refuted' : noun);
  const all = [...findings.values()].filter(fits);
  const standing = all.filter((finding) => !finding.id.startsWith('R'));
  const groups: number[] = [all.length, standing.length, all.length - standing.length];
  for (const list of [all, standing]) {
    groups.push(list.filter((finding) => finding.blocking).length);
    for (const severity of ['critical', 'important', 'suggestion'] as const)
      groups.push(list.filter((finding) => finding.severity === severity).length);
    for (const value of ['confirmed', 'plausible', 'unverified', 'refuted'] as const)
      groups.push(list.filter((finding) => finding.ruling.value === value).length);
    for (const { agent } of rows) {
      const own = list.filter((finding) => finding.raisedBy.some((source) => source.agent === agent));
      groups.push(
        own.length,
        own.filter((finding) => finding.raisedBy.every((source) => source.agent === agent)).length,
      );
      groups.push(own.filter((finding) => finding.ruling.value === 'confirmed').length);
    }
  }
  for (const row of rows) {
    groups.push(
      ...Object.values(row.raised),
      row.raised.critical + row.raised.important + row.raised.suggestion,
    );
    groups.push(row.confirmed, row.refuted);
  }
  return new Set(groups);
}

/** Any other figure must occur in what the editor was given. */
function unknownNumber(sentence: string, { text }: ProseFacts): string | null {
  const outsideIds = sentence.replace(/\b[CISR]\d+\b/g, '').replace(counted, '');
  const number = (outsideIds.match(/(?<![\w.])\d+(?:[.:,]\d+)*(?![\w])/g) ?? []).find(
    (figure) => !new RegExp(`(?<![\\d.])${figure.replace(/[.]/g, '\\.')}(?!\\d)`).test(text),
  );
  return number === undefined ? null : `${number} is not among the settled figures`;
}

/** Code and paths in backticks must occur in what the editor was given. */
function unknownCode(sentence: string, { text }: ProseFacts): string | null {
  const code = [...sentence.matchAll(/`([^`]+)`/g)]
    .map(([, span = '']) => span)
    .find((span) => !text.includes(span));
  return code === undefined ? null : `\`${code}\` is in none of the reviews`;
}

const vendors = /\b(claude|codex|gemini|copilot|gpt|opus|sonnet|qwen|llama|mistral|grok|deepseek)\b/gi;

function unknownAgent(sentence: string, { text }: ProseFacts): string | null {
  const known = text.toLowerCase();
  const name = sentence.match(vendors)?.find((vendor) => !known.includes(vendor.toLowerCase()));
  return name === undefined ? null : `${name} took no part`;
}
