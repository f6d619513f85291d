import { toString as textOf } from 'mdast-util-to-string';
import type { Review } from '../../model/answers/review-schema.ts';
import { readPlace } from '../place.ts';
import { readCoverageStatus, readRisk, readScope } from '../words/vocabulary.ts';
import { type Block, openList, sourceOf } from './document/blocks.ts';

const nothing =
  /^[\s*_`-]*(none|n\/a|nothing|no (concerns|strengths|issues|limitations|gaps|findings))\b[^\n]{0,60}$/i;

/** The Markdown of a section as it stands, without rules and comments. */
export function proseOf(blocks: readonly Block[]): string {
  return blocks
    .filter(({ node }) => node.type !== 'thematicBreak' && node.type !== 'html')
    .map(({ source }) => source)
    .join('\n\n');
}

/**
 * The points of a section: each item of its lists with the paragraphs below it, or each paragraph where there is no list.
 * "None." is no point.
 */
export function pointsOf(blocks: readonly Block[], text: string): string[] {
  const points: string[] = [];
  let isInList = false;
  for (const { node, source, marker } of blocks.flatMap((block) => openList(block, text))) {
    if (node.type === 'thematicBreak' || node.type === 'html') continue;
    const last = points.length - 1;
    if (marker !== null) isInList = true;
    if (marker !== null || !isInList || last < 0) points.push(source);
    else points[last] += `\n\n${source}`;
  }
  return points.filter((point) => !nothing.test(point));
}

const scopeTag = /\s*[*_`]*\(\s*([a-z, -]+?)\s*\)[*_`:]*\s*/gi;

/** Reads design concerns with their `(in-scope)` or `(future)` tags; without one they are in scope. */
export function readConcerns(blocks: readonly Block[], text: string): Review['design']['concerns'] {
  return pointsOf(blocks, text).map((point) => {
    let scope: Review['design']['concerns'][number]['scope'] | null = null;
    const words = point.replace(scopeTag, (tag, word: string) => {
      const read = word
        .split(',')
        .map(readScope)
        .find((found) => found !== null);
      if (read === undefined) return tag;
      scope ??= read;
      return ' ';
    });
    return { text: words.replace(/^[\s—–:-]+|\s+$/g, ''), scope: scope ?? 'in-scope' };
  });
}

/** Reads a testing assessment: lists of what is not tested become scenarios, all else is the assessment. */
export function readTesting(blocks: readonly Block[], text: string): Review['testing'] {
  const prose: Block[] = [];
  const untested: Review['testing']['untested'] = [];
  let isUncovered = false;
  for (const block of blocks) {
    const { node } = block;
    if (node.type !== 'list') {
      if (node.type === 'paragraph' || node.type === 'heading') {
        isUncovered =
          /untested|uncovered|not (covered|tested|exercised)|missing|gaps?\b|no (test|coverage)|risk/i.test(
            textOf(node),
          );
      }
      prose.push(block);
    } else if (node.ordered || isUncovered) {
      for (const scenario of pointsOf([block], text)) {
        const written =
          /\b(high|medium|low)(?:est)?[ -]?risk\b|\((high|medium|low)(?:est)?(?: risk)?[^)]*\)|^\W*(high|medium|low)\b/i.exec(
            scenario,
          );
        untested.push({
          scenario,
          risk: readRisk(written?.[1] ?? written?.[2] ?? written?.[3] ?? '') ?? 'medium',
        });
      }
    } else prose.push(block);
  }
  return { assessment: proseOf(prose), untested };
}

/** Reads a coverage summary: a table of file and status, or a list of `path — status` lines. */
export function readCoverage(blocks: readonly Block[], text: string): Review['coverage'] {
  return blocks.flatMap(({ node, source }) => {
    if (node.type === 'table') {
      const rows = node.children.map((row) =>
        row.children.map((cell) =>
          sourceOf(cell, text)
            .replace(/^\||\|$/g, '')
            .trim(),
        ),
      );
      return rows.flatMap(([file = '', ...status]) => coverageOf(file, status.join(' ')));
    }
    return node.type === 'list' || node.type === 'paragraph'
      ? source.split(/\n|;\s+(?=`)/).flatMap((line) => {
          const [, file = '', status = ''] =
            /^\s*(?:[-*+]\s+)?(\*\*[^*]+\*\*|`[^`]+`|\[[^\]]+\](?:\([^)]*\))?|\S+?)\s*(?:\([^)]*\))?\s*(?:[—–:-]+\s*(.*))?$/.exec(
              line,
            ) ?? [];
          return coverageOf(file, status);
        })
      : [];
  });
}

/** One line of coverage. Finding ids and "Reviewed, no issues" say that a file was read; so does a status we do not know. */
function coverageOf(file: string, written: string): Review['coverage'] {
  const path = readPlace(
    file
      // The size of the change, as in `a.ts` (+12 −3).
      .replace(/\s+\([^)]*\)$/, '')
      .replace(/^\[([^\]]*)\](?:\([^)]*\))?$/, '$1')
      .replace(/[`*]/g, '')
      .trim(),
  )[0]?.path;
  if (path === undefined) return [];
  const status = written.replace(/[*`]/g, '').trim();
  const isUnread = /^(not (reviewed|read)|unreviewed|skipped|excluded)/i.test(status);
  return [
    { path, status: isUnread ? 'skipped' : (readCoverageStatus(status.split(/[\s,.(]/)[0] ?? '') ?? 'read') },
  ];
}
