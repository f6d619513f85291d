import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from 'diff';
import type { FileView } from './file-view.ts';

/** A unified diff against the head that replaces one line, or deletes it; null where the file cannot be read. */
export async function patchLine(
  file: FileView,
  line: number,
  replacement: string | null,
): Promise<string | null> {
  const before = await file.read('new');
  if (before === null) return null;
  const lines = before.split('\n');
  const end = lines[line - 1]?.endsWith('\r') ? '\r' : '';
  const after = lines.toSpliced(line - 1, 1, ...(replacement === null ? [] : [replacement + end])).join('\n');
  return formatPatch(structuredPatch(`a/${file.path}`, `b/${file.path}`, before, after), FILE_HEADERS_ONLY);
}
