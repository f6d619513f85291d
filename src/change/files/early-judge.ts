import type { Configuration } from '../../config/configuration.ts';
import type { ChangedFile } from '../../model/change/change.ts';
import type { ParsedFile } from '../diff/parse-diff.ts';
import { createJudge, type FileFacts, type Judge } from './judge-files.ts';

/** What is known of files before the last of the diff is. */
export type EarlyFacts = Omit<FileFacts, 'wasText'>;

/** Judges files while git still prints the diff, and in the end whatever could not be judged before. */
export class EarlyJudge {
  readonly #configuration: Configuration;
  readonly #judged = new Map<ParsedFile, ChangedFile>();
  #waiting: ParsedFile[] = [];
  #judge: Judge | null = null;

  constructor(configuration: Configuration) {
    this.#configuration = configuration;
  }

  /** From now on files can be judged. */
  begin(facts: EarlyFacts): void {
    this.#judge = createJudge({ ...facts, wasText: new Set() }, this.#configuration);
    this.take([]);
  }

  /** Takes files of the diff as they come. What git calls binary waits for the end, when it is known whether it was text. */
  take(files: readonly ParsedFile[]): void {
    for (const file of files) this.#waiting.push(file);
    if (this.#judge === null) return;
    for (const file of this.#waiting) if (!file.binary) this.#judged.set(file, this.#judge(file));
    this.#waiting = [];
  }

  /** The files as they are in the end, in their order. */
  end(files: readonly ParsedFile[], facts: FileFacts): ChangedFile[] {
    const judge = createJudge(facts, this.#configuration);
    return files.map((file) => this.#judged.get(file) ?? judge(file));
  }
}
