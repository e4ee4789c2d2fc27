/** Whether two words differ by at most `most` typing errors (insert, delete, replace, neighbours swapped). */
export function within(a: string, b: string, most: number): boolean {
  if (a === b) return true;
  if (most <= 0 || Math.abs(a.length - b.length) > most) return false;
  return distance(a, b, most) <= most;
}

function distance(a: string, b: string, most: number): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const cost = cheapest(a, b, i, j, { before, last, row });
      row.push(cost);
      if (cost < least) least = cost;
    }
    if (least > most) return least;
    before = last;
    last = row;
  }
  return last[b.length] ?? most + 1;
}

function cheapest(
  a: string,
  b: string,
  i: number,
  j: number,
  rows: { before: number[]; last: number[]; row: number[] },
): number {
  const same = a[i - 1] === b[j - 1] ? 0 : 1;
  const plain = Math.min((rows.last[j] ?? 0) + 1, (rows.row[j - 1] ?? 0) + 1, (rows.last[j - 1] ?? 0) + same);
  const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return swapped ? Math.min(plain, (rows.before[j - 2] ?? 0) + 1) : plain;
}

/** How many typing errors a word of this length may carry and still be that word. */
export function tolerance(length: number): number {
  if (length < 5) return 0;
  return length < 9 ? 1 : 2;
}
