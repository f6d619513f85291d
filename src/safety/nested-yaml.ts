import { type CST, Parser } from 'yaml';

/** Levels that may be nested; what people write has a dozen. */
export const deepestYaml = 200;

/** Text whose levels are more than a parser can take. */
export class NestedTooDeep extends Error {
  override readonly name = 'NestedTooDeep';
}

/**
 * A text from outside, for a YAML parser that calls itself for each level: where the stack ends amid a search by a pattern, Node ends
 * the whole process, which nobody can catch. The syntax alone is told without that, in a twentieth of the time that parsing takes.
 * @throws {NestedTooDeep} where more than {@link deepestYaml} levels are nested.
 */
export function refuseDeepYaml(text: string): string {
  const open: { readonly token: CST.Token; readonly depth: number }[] = [];
  const enter = (token: CST.Token | null | undefined, depth: number) => {
    if (depth > deepestYaml) throw new NestedTooDeep(`nested more than ${deepestYaml} levels deep`);
    if (token) open.push({ token, depth });
  };
  for (const document of new Parser().parse(text)) {
    enter(document, 0);
    for (let next = open.pop(); next; next = open.pop()) {
      const { token, depth } = next;
      if (token.type === 'document') enter(token.value, depth + 1);
      if (!('items' in token)) continue;
      for (const item of token.items) {
        if ('key' in item) enter(item.key, depth + 1);
        enter(item.value, depth + 1);
      }
    }
  }
  return text;
}
