import { readPlace } from '../place.ts';
import { type Context, pathOf } from './context.ts';
import { type Block, openList } from './document/blocks.ts';
import { blocksOf, holdsFindings, isSection, type Section } from './document/outline.ts';
import { holdsLabels, readBody } from './finding-body.ts';
import { readHead } from './heads/finding-head.ts';
import { readPlaces } from './heads/inline-places.ts';
import { readTable } from './table-rows.ts';

/** Whether a heading that names no section begins a finding, by what it and what stands below it say. */
export function isFinding(section: Section, context: Context, text: string): boolean {
  if (section.heading === null || context.expects === 'none') return false;
  const head = readHead(section.heading);
  if (head === null || isGroup(section, context, text)) return false;
  if (context.expects === 'findings') return true;
  const body = readBody(blocksOf(section), text);
  if (head.isSeverityLeading || head.severity !== null) return true;
  const places = [...head.places, ...body.places];
  const marks =
    Number(head.isNumbered || head.id !== null) +
    Number(places.length > 0 || readPlaces(firstWords(section)).length > 0) +
    Number(body.severity !== null) * 2 +
    Number(head.marked !== null) +
    Number(body.labels.has('explanation') || body.labels.has('fix') || body.labels.has('detail'));
  return marks >= (context.expects === 'open' ? 2 : 1);
}

/** A heading of findings: it is a path, findings stand below it under headings of their own, or its list holds several. */
function isGroup(section: Section, context: Context, text: string): boolean {
  const below = section.parts.filter(isSection);
  if (below.some((part) => part.topic !== null && holdsFindings(part.topic))) return true;
  const heads = below.map((part) => (part.heading === null ? null : readHead(part.heading)));
  if (
    heads.filter(
      (head) =>
        head !== null &&
        (head.id !== null || head.isNumbered || head.severity !== null || head.places.length > 0),
    ).length >= 1 &&
    readHead(section.heading as Block)?.isNumbered !== true
  )
    return true;
  const isCategory = section.title.split(/\s+/).length <= 3 && context.expects === 'findings';
  const only = section.parts.filter((part) => !isSection(part) || part.heading !== null);
  const [list] = only;
  if (
    isCategory &&
    only.length === 1 &&
    list !== undefined &&
    !isSection(list) &&
    list.node.type === 'list' &&
    list.node.children.length > 1 &&
    !holdsLabels(list, text)
  )
    return true;
  if (below.some((part) => /^\d+(?:[-.]\d+)+[.):]?\s/.test(part.title))) return true;
  if (pathOf(section.title) !== null && readPlace(section.title)[0]?.startLine == null) return true;
  const blocks = section.parts.filter((part): part is Block => !isSection(part));
  if (blocks.some((block) => (readTable(block, text, false)?.length ?? 0) > 1)) return true;
  if (readHead(section.heading as Block)?.id != null || readHead(section.heading as Block)?.isNumbered)
    return false;
  const items = blocks.flatMap((block) => openList(block, text)).filter(({ marker }) => marker !== null);
  const marked = items.filter((item) => {
    const head = readHead(item);
    return (
      head !== null &&
      (head.severity !== null ||
        (context.expects === 'findings' &&
          (head.places.length > 0 || (head.form === 'number' && section.title.split(/\s+/).length <= 3))))
    );
  });
  return (
    marked.length > 1 ||
    (marked.length === 1 && items.length === 1 && context.expects === 'findings' && blocks.length === 1)
  );
}

const firstWords = (section: Section): string =>
  section.parts
    .filter((part): part is Block => !isSection(part))
    .slice(0, 1)
    .map(({ source }) => source.slice(0, 300))
    .join('');

/** Whether a heading that sounds like a part of a review has a severity of its own below it, as a finding has. */
export function hasOwnSeverity({ heading, topic, parts }: Section, text: string): boolean {
  if (heading === null || topic === null || topic.isSure || parts.some(isSection)) return false;
  return (
    readBody(
      parts.filter((part): part is Block => !isSection(part)),
      text,
    ).severity !== null
  );
}
