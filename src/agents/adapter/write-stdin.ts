import { type Brief, briefFolder } from '../../model/brief.ts';

/** Most that is sent on standard input. Measured: Codex refuses above 1,048,576 characters, Gemini cuts at 8 MiB and exits 0. */
const defaultLimitBytes = 900_000;

/** What a CLI reads on standard input: the brief, or, where that is longer than the CLI takes, a pointer to `brief.md`. */
export function writeStdin({ text }: Brief, limitBytes = defaultLimitBytes): string {
  if (Buffer.byteLength(text) <= limitBytes) return text;
  return `Your task is in the file ${briefFolder}/brief.md. Read that file first, in portions up to its last line, and then do exactly what it says.\n`;
}
