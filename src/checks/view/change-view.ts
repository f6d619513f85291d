import type { Change, ChangedFile } from '../../model/change/change.ts';
import { type FileView, type Reader, viewFile } from './file-view.ts';
import { limits } from './limits.ts';

/** The whole change as checks see it. */
export interface ChangeView {
  readonly change: Change;
  /** Files that are not ignored. */
  readonly files: readonly ChangedFile[];
  view(file: ChangedFile): FileView;
  /** The changed file at a path of the head, or null. */
  changed(path: string): ChangedFile | null;
  /** The text of any file at the head, changed or not; null where it is absent or beyond a limit. */
  readHead(path: string): Promise<string | null>;
}

/** Makes the view of a change. */
export function viewChange(change: Change, reader: Reader): ChangeView {
  const files = change.files.filter((file) => file.class !== 'ignored');
  const byPath = new Map(files.map((file) => [file.path, file]));
  const views = new Map<ChangedFile, FileView>();
  const texts = new Map<string, Promise<string | null>>();
  return {
    change,
    files,
    view(file) {
      const view = views.get(file) ?? viewFile(file, reader);
      views.set(file, view);
      return view;
    },
    changed: (path) => byPath.get(path) ?? null,
    readHead(path) {
      const known = texts.get(path);
      if (known) return known;
      if (texts.size >= limits.neighbours) {
        reader.note(`checks looked for at most ${limits.neighbours} files beside the change.`);
        return Promise.resolve(null);
      }
      const text = reader.read(path, 'new');
      texts.set(path, text);
      return text;
    },
  };
}
