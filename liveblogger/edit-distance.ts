/** The least number of letters to change, drop or add that makes `a` of `b`; more than `most` is `most + 1`. */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const here = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (above[column - 1] as number) + (a[row - 1] === b[column - 1] ? 0 : 1);
      here.push(Math.min(replaced, (above[column] as number) + 1, (here[column - 1] as number) + 1));
    }
    if (Math.min(...here) > most) return most + 1;
    above = here;
  }
  return Math.min(above[b.length] as number, most + 1);
}
