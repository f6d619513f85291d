/** The lines of a text that stand outside of code fences, and those inside of them. */
export interface FencedLines {
  readonly outside: readonly string[];
  readonly inside: readonly string[];
}

/** Parts a text at its fences; a fence that never ends holds the rest. The marks themselves are in neither part. */
export function splitAtFences(text: string): FencedLines {
  const outside: string[] = [];
  const inside: string[] = [];
  let open: string | null = null;
  for (const line of text.split('\n')) {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1] ?? null;
    if (open === null && mark === null) outside.push(line);
    else if (open === null) open = mark;
    else if (mark?.startsWith(open)) open = null;
    else inside.push(line);
  }
  return { outside, inside };
}
