import type { Finding, Place } from '../../model/finding.ts';

/** What one finding says, as far as it matters for telling whether another says the same. */
export interface Claim {
  readonly key: string;
  readonly agent: string;
  /** Claims with one tag are never one issue; null for one that may repeat another of its agent. */
  readonly tag: string | null;
  /** The run that made it, null where that is not known: an agent that reads a change in parts may say the same in two of them. */
  readonly run: string | null;
  readonly title: string;
  /** Title and explanation in Markdown, without blocks of code. */
  readonly prose: string;
  /** The code it quotes. */
  readonly code: string;
  /** Where it points, main place first; empty where it names no place. */
  readonly places: readonly Place[];
  /** Whether the main place is known to exist, and not only said. */
  readonly isPlaced: boolean;
}

const codeBlock = /^ *(`{3,}|~{3,})[^\n]*\n([\s\S]*?)(?:^ *\1[^\n]*$|$(?![\s\S]))/gm;
const titleLimit = 250;

/** The claim of a finding of ours; lines on the old side count as lines of another file. */
export function claimOf(finding: Finding): Claim {
  const { prose, code } = splitCode(finding.explanation);
  const { path, startLine, endLine, side } = finding.anchor;
  const sided = (place: Place): Place => (side === 'old' ? { ...place, path: `${place.path}@old` } : place);
  const anchored = path === null ? [] : [sided({ path, startLine, endLine })];
  const others = finding.places.filter((place) => place.startLine !== null).map(sided);
  return {
    key: finding.key,
    agent: finding.agent,
    tag: finding.agent,
    run: finding.key.slice(0, finding.key.indexOf('/')),
    title: finding.title,
    prose: `${finding.title}\n\n${prose}`,
    code: [finding.quote ?? '', code].join('\n'),
    places: [...anchored, ...others],
    isPlaced: path !== null,
  };
}

/** The claim of a foreign text: its first paragraph or first sentence is the title; a tool that names no place may say one thing twice. */
export function claimOfText(key: string, agent: string, text: string, place: Place | null): Claim {
  const { prose, code } = splitCode(text);
  const places = place === null ? [] : [place];
  const isPlaced = place !== null;
  return { key, agent, tag: place && agent, run: null, title: titleOf(prose), prose, code, places, isPlaced };
}

function titleOf(prose: string): string {
  const paragraphs = prose.trim().split(/\n\s*\n/);
  const [first = ''] = paragraphs;
  if (paragraphs.length > 1 && first.length <= titleLimit) return first;
  return /^.{15,250}?[.:;!?](?=\s)/s.exec(prose.trim())?.[0] ?? prose.trim();
}

function splitCode(markdown: string): { prose: string; code: string } {
  const blocks: string[] = [];
  const prose = markdown.replace(codeBlock, (_, _fence, code: string) => {
    blocks.push(code);
    return '\n';
  });
  return { prose, code: blocks.join('\n') };
}
