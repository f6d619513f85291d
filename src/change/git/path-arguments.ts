/** Bytes of paths in one command line; systems allow 256 kB and more in all. */
const argumentBytes = 200_000;

/** Cuts a list of paths into pieces that fit on a command line. */
export function* inArgumentSizes(paths: Iterable<string>): Generator<string[]> {
  let piece: string[] = [];
  let bytes = 0;
  for (const path of paths) {
    piece.push(path);
    bytes += Buffer.byteLength(path) + 1;
    if (bytes < argumentBytes) continue;
    yield piece;
    piece = [];
    bytes = 0;
  }
  if (piece.length > 0) yield piece;
}
