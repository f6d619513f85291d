import { plainLines } from '../rounds/commands.ts';

/** What a comment on a pull request asks for. */
export interface ReviewCommand {
  /** Who wrote it; may be without any right here. */
  readonly author: string;
  /** Everything is to be reviewed anew, also what was reviewed before. */
  readonly isWhole: boolean;
}

const command = /^\/deep-review[ \t]+review(?:[ \t]+(whole))?$/i;

/** Reads `/deep-review review [whole]`, on a line of its own outside code, quotes, lists and HTML; null where it is not there. */
export function readReviewCommand(body: string, author: string): ReviewCommand | null {
  const found = plainLines(body).flatMap((line) => {
    const match = command.exec(line.trimEnd());
    return match === null ? [] : [match[1] !== undefined];
  });
  return found.length === 0 ? null : { author, isWhole: found.includes(true) };
}
