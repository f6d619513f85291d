/** Texts by the numbers of their words (or pieces, or lines): the same word has the same number, from 0 on, in the order of their first use. */
export interface NumberedTexts<Word> {
  /** The words of all texts, one text after the other. */
  readonly ids: Uint32Array;
  /** By text, where its words end. */
  readonly ends: readonly number[];
  readonly idOf: ReadonlyMap<Word, number>;
}

/** Numbers the words of texts, one text after the other: from then on comparing and counting need no strings. */
export function numberTexts<Text, Word>(
  texts: readonly Text[],
  wordsOf: (text: Text, index: number) => readonly Word[],
): NumberedTexts<Word> {
  const idOf = new Map<Word, number>();
  const ids: number[] = [];
  const ends: number[] = [];
  for (const [index, text] of texts.entries()) {
    for (const word of wordsOf(text, index)) ids.push(numberWord(word, idOf));
    ends.push(ids.length);
  }
  return { ids: new Uint32Array(ids), ends, idOf };
}

/** Takes the pieces of texts apart, each one once, however often it is used. */
export function takeApart<Piece, Word>(
  texts: NumberedTexts<Piece>,
  wordsOf: (piece: Piece) => readonly Word[],
): NumberedTexts<Word> {
  const idOf = new Map<Word, number>();
  const ofPiece = Array.from(texts.idOf.keys(), (piece) =>
    wordsOf(piece).map((word) => numberWord(word, idOf)),
  );
  const ids: number[] = [];
  let at = 0;
  const ends = texts.ends.map((end) => {
    for (; at < end; at++) for (const id of ofPiece[texts.ids[at] as number] as number[]) ids.push(id);
    return ids.length;
  });
  return { ids: new Uint32Array(ids), ends, idOf };
}

/** The words of one text, in order. */
export const idsOfText = ({ ids, ends }: NumberedTexts<unknown>, text: number): Uint32Array =>
  ids.subarray(ends[text - 1] ?? 0, ends[text]);

function numberWord<Word>(word: Word, idOf: Map<Word, number>): number {
  const known = idOf.get(word);
  if (known !== undefined) return known;
  idOf.set(word, idOf.size);
  return idOf.size - 1;
}
