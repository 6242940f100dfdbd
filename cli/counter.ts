/** A person waits for so long without a word, and hears as often how far it is, in milliseconds. */
const FIRST = 1_000;
const LATER = 2_000;

/** Tells now and then how many of a long row are done: `Reading the deck: page 40 of 120`. */
export function createCounter(
  tell: (line: string) => void,
  title: string,
  now: () => number = performance.now.bind(performance),
): (done: number, total: number) => void {
  let next = now() + FIRST;
  return (done, total) => {
    if (now() < next || done >= total) return;
    next = now() + LATER;
    tell(`${title} ${done} of ${total}`);
  };
}
