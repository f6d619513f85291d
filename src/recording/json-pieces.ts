/** Entries of a list that are written at once. */
const mostAtOnce = 100;

/**
 * An object as indented JSON piece by piece, since a large one would be in memory several times as one text; no piece ends inside an entry
 * of one of its lists.
 */
export function* jsonPieces(value: object): Generator<string> {
  let before = '{\n';
  for (const [name, inner] of Object.entries(value)) {
    if (inner === undefined) continue;
    const isLong = Array.isArray(inner) && inner.length > mostAtOnce;
    yield before;
    yield* isLong ? listPieces(name, inner) : [within({ [name]: inner })];
    before = ',\n';
  }
  yield '\n}\n';
}

function* listPieces(name: string, list: readonly unknown[]): Generator<string> {
  yield `  ${JSON.stringify(name)}: [\n`;
  for (let start = 0; start < list.length; start += mostAtOnce) {
    const entries = within({ list: list.slice(start, start + mostAtOnce) });
    yield entries.slice('  "list": [\n'.length, -'\n  ]'.length);
    if (start + mostAtOnce < list.length) yield ',\n';
  }
  yield '\n  ]';
}

/** What an object's JSON holds between its braces. */
const within = (value: object): string => JSON.stringify(value, null, 2).slice('{\n'.length, -'\n}'.length);
