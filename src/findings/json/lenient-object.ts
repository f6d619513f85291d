import { plain } from '../words/vocabulary.ts';

/**
 * An object of unknown shape, read by the names that a property may have; letter case, `_` and `-` in names do not matter.
 * Properties live in a map, so that `__proto__` and the like are names like any other.
 */
export interface LenientObject {
  /** The first of these properties that is there and not null. */
  value(...names: readonly string[]): unknown;
  /** The same as text: numbers and booleans are written out, lists of texts joined by lines; null where it is none. */
  text(...names: readonly string[]): string | null;
  /** The same as a list: a single value becomes a list of one, null an empty one. */
  list(...names: readonly string[]): readonly unknown[];
  /** The same as a line number: `12`, `"12"`, `"L12"`; null where it is none. */
  line(...names: readonly string[]): number | null;
  /** Names that nobody asked for. */
  unread(): string[];
}

/** Opens a value as an object, or returns null where it is none. */
export function openObject(value: unknown): LenientObject | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const properties = new Map(
    Object.entries(value).map(([name, property]) => [plain(name), { name, property }]),
  );
  const asked = new Set<string>();
  const find = (names: readonly string[]): unknown => {
    let found: unknown = null;
    for (const name of names) {
      asked.add(plain(name));
      found ??= properties.get(plain(name))?.property;
    }
    return found ?? null;
  };
  return {
    value: (...names) => find(names),
    text: (...names) => textOf(find(names)),
    list: (...names) => listOf(find(names)),
    line: (...names) => lineOf(find(names)),
    unread: () => [...properties].filter(([key]) => !asked.has(key)).map(([, { name }]) => name),
  };
}

/** A value as text, where its meaning is plain. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) {
    const texts = value.filter((element) => typeof element === 'string');
    return texts.length > 0 && texts.length === value.length ? texts.join('\n') : null;
  }
  return null;
}

function listOf(value: unknown): readonly unknown[] {
  if (value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function lineOf(value: unknown): number | null {
  const number = typeof value === 'string' ? Number(/^\s*L?(\d{1,9})\b/.exec(value)?.[1]) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 1 ? number : null;
}
