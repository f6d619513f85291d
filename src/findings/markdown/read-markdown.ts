import type { Severity } from '../../model/answers/review-schema.ts';
import type { Reading } from '../../model/finding.ts';
import { completeReview, type LooseFinding, type LooseReview } from '../complete-finding.ts';
import { type Block, openList, parseBlocks } from './blocks.ts';
import { readBody } from './finding-body.ts';
import { type FindingHead, headForms, readHead } from './finding-head.ts';
import { pointsOf, proseOf, readConcerns, readCoverage, readTesting } from './observations.ts';
import { prepare } from './prepare.ts';
import { holdsFindings, type Section, severityOf, splitSections, type Topic } from './sections.ts';

/**
 * Reads a Markdown review by its syntax tree: sections by their headings, findings by the form of their first lines.
 * What an agent says before its first heading is narration and left out; several passes are one review. Null where no
 * section of a review is there.
 */
export function readMarkdownReview(answer: string): Exclude<Reading, { form: 'unreadable' }> | null {
  const text = prepare(answer);
  const sections = splitSections(parseBlocks(text));
  const notes: string[] = [];
  const findings = sections.flatMap((section) => readFindings(section, text, notes));
  const of = (...topics: readonly Topic[]): Block[] =>
    sections.filter(({ topic }) => topics.includes(topic)).flatMap(({ blocks }) => blocks);
  if (findings.length === 0 && sections.every(({ topic }) => topic === 'other')) return null;
  const review: LooseReview = {
    summary: proseOf(of('summary')),
    findings,
    design: {
      concerns: readConcerns(of('concerns', 'design'), text),
      strengths: pointsOf(of('strengths'), text),
    },
    testing: readTesting(of('testing'), text),
    documentation: proseOf(of('documentation')),
    commits: proseOf(of('commits')),
    limitations: pointsOf(of('limitations'), text),
    coverage: readCoverage(of('coverage'), text),
  };
  return { form: 'markdown', review: completeReview(review), notes };
}

/** The findings of one section: each reaches from its head to the next. Weaker forms than the strongest are no heads. */
function readFindings(section: Section, text: string, notes: string[]): LooseFinding[] {
  const opened = section.blocks.map((block) =>
    openList(block, text).map((part) => ({ part, head: headIn(section, part) })),
  );
  const forms = new Set(opened.flat().map(({ head }) => head?.form));
  const strongest = headForms.find((form) => forms.has(form));
  const findings: { head: FindingHead; body: Block[] }[] = [];
  for (const [index, parts] of opened.entries()) {
    const hasHead = parts.some(({ head }) => head?.form === strongest);
    // A list without heads belongs to a finding as it stands.
    for (const { part, head } of hasHead ? parts : [{ part: section.blocks[index] as Block, head: null }]) {
      if (head?.form === strongest && head) findings.push({ head, body: remainderOf(head, part) });
      else findings.at(-1)?.body.push(part);
    }
  }
  return findings.map(({ head, body }) => assemble(head, body, section, notes));
}

/** What stands behind the head in its own paragraph is the first block of the body. */
const remainderOf = ({ remainder }: FindingHead, { node }: Block): Block[] =>
  remainder.trim() === '' ? [] : [{ node, source: remainder.trim(), marker: null }];

/** Outside the sections of findings only a head that names its severity counts. */
function headIn(section: Section, block: Block): FindingHead | null {
  const head = readHead(block);
  return holdsFindings(section.topic) || (section.topic === 'other' && head?.severity) ? head : null;
}

function assemble(
  head: FindingHead,
  blocks: readonly Block[],
  section: Section,
  notes: string[],
): LooseFinding {
  const body = readBody(blocks);
  // A section outranks a tag: agents sort findings last, and forget the tag.
  const severity =
    (head.isSeverityLeading ? head.severity : null) ??
    severityOf(section.topic) ??
    head.severity ??
    body.tags?.severity ??
    severityOfId(head.id) ??
    body.severity;
  if (severity === null)
    notes.push(`${JSON.stringify(head.title)} has no severity and was taken as important`);
  const places = head.places.length > 0 ? head.places : body.places;
  return {
    id: head.id,
    severity: severity ?? 'important',
    kind: head.kind ?? body.tags?.kind ?? null,
    title: head.title,
    path: places[0]?.path ?? null,
    startLine: places[0]?.startLine ?? null,
    endLine: places[0]?.endLine ?? null,
    places,
    quote: body.quote,
    explanation: body.explanation || head.title,
    evidence: [...body.evidence],
    fix: body.fix,
    patch: body.patch,
  };
}

function severityOfId(id: string | null): Severity | null {
  const letter = id?.[0] ?? '';
  if (letter === 'C') return 'critical';
  if (letter !== '' && 'IHM'.includes(letter)) return 'important';
  return letter !== '' && 'SLN'.includes(letter) ? 'suggestion' : null;
}
