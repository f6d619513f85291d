import { concealAtSigns } from './at-signs.ts';
import { briefFolder } from './brief.ts';
import { fenceUntrusted } from './fence.ts';

/** Most bytes that a section takes in a brief: guidance, a text that came with the change, a list of files. */
export const limits = { guidance: 100_000, text: 60_000, list: 30_000 };

/** What a brief says of one subject, and the file beside it that has all of it when the brief has not. */
export interface Section {
  /** Empty when there is nothing to say. */
  readonly text: string;
  readonly files: Readonly<Record<string, string>>;
}

/** How a section is made; `lines` are its whole content. */
export interface SectionOptions {
  readonly lines: readonly string[];
  /** Most bytes that its lines may take in the brief. */
  readonly limit: number;
  /** File beside the brief that has all of it. */
  readonly file: string;
  /** What the lines are when others wrote them; they are fenced then. */
  readonly untrusted?: string;
}

/**
 * Makes a section of whole lines, as many as fit; `… +12: FILE` below them says how many lines are missing and where all of
 * them are (the reviewer template explains it).
 */
export function makeSection({ lines, limit, file, untrusted }: SectionOptions): Section {
  if (lines.length === 0) return { text: '', files: {} };
  const fitting = lines.slice(0, countFitting(lines, limit));
  const shown = fitting.join('\n');
  const text = untrusted === undefined ? shown : fenceUntrusted(untrusted, shown);
  if (fitting.length === lines.length) return { text, files: {} };
  return {
    text: `${text}\n… +${lines.length - fitting.length}: ${briefFolder}/${file}`,
    files: { [file]: `${lines.join('\n')}\n` },
  };
}

/** Bytes count as they are in the rendered brief. */
function countFitting(lines: readonly string[], limit: number): number {
  let room = limit;
  const first = lines.findIndex((line) => {
    room -= Buffer.byteLength(concealAtSigns(line)) + 1;
    return room < 0;
  });
  return first < 0 ? lines.length : first;
}
