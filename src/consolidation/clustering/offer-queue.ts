/** Two groups that may be merged, the lower number first, and how alike they are. */
interface Offer {
  readonly one: number;
  readonly other: number;
  readonly score: number;
}

/** A heap of offers: the most alike first, the lower numbers first among equals. */
export function createOfferQueue() {
  const heap: Offer[] = [];
  const isBefore = (a: Offer, b: Offer) =>
    a.score > b.score || (a.score === b.score && (a.one < b.one || (a.one === b.one && a.other < b.other)));
  const at = (index: number) => heap[index] as Offer;
  const swap = (a: number, b: number) => {
    [heap[a], heap[b]] = [at(b), at(a)];
  };
  return {
    push(offer: Offer) {
      let index = heap.push(offer) - 1;
      for (
        let parent = (index - 1) >> 1;
        index > 0 && isBefore(at(index), at(parent));
        index = parent, parent = (index - 1) >> 1
      )
        swap(index, parent);
    },
    pop(): Offer | null {
      const top = heap[0];
      const last = heap.pop();
      if (top === undefined || last === undefined) return null;
      if (heap.length > 0) {
        heap[0] = last;
        for (let index = 0; ; ) {
          const [left, right] = [2 * index + 1, 2 * index + 2];
          const least = right < heap.length && isBefore(at(right), at(left)) ? right : left;
          if (least >= heap.length || !isBefore(at(least), at(index))) break;
          swap(index, least);
          index = least;
        }
      }
      return top;
    },
  };
}
