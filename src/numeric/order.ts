/** Orders and ranks of numbers. */

const digits = 65_536;
/** Below, comparing is faster than counting. */
const few = 512;

/**
 * The rows in ascending order of their values; rows with equal values stay in order, NaN comes last,
 * −0 and 0 are equal. Least-significant-digit radix sort on the bits of the doubles, linear in n.
 */
export function orderOf(values: ArrayLike<number>): Uint32Array {
  const rows = values.length;
  if (rows < few) return orderByComparing(values);
  const keys = new Float64Array(rows);
  // Adding 0 makes −0 a 0; one NaN stands for all.
  for (let row = 0; row < rows; row++)
    keys[row] = Number.isNaN(values[row]) ? NaN : values[row] + 0;
  const words = new Uint32Array(keys.buffer);
  for (let row = 0; row < rows; row++) {
    // As unsigned numbers: negative doubles with all bits flipped, others with the sign bit set.
    const high = words[2 * row + 1];
    const flip = high >>> 31 === 0 || Number.isNaN(keys[row]) ? 0 : 0xffffffff;
    words[2 * row] ^= flip;
    words[2 * row + 1] = flip === 0 ? high | 0x80000000 : ~high;
  }
  let order = Uint32Array.from({ length: rows }, (_, row) => row);
  let next = new Uint32Array(rows);
  const counts = new Uint32Array(digits + 1);
  const halves = new Uint16Array(keys.buffer);
  for (let digit = 0; digit < 4; digit++) {
    counts.fill(0);
    for (let row = 0; row < rows; row++) counts[halves[4 * row + digit] + 1] += 1;
    for (let value = 0; value < digits; value++) counts[value + 1] += counts[value];
    for (let place = 0; place < rows; place++) {
      const row = order[place];
      next[counts[halves[4 * row + digit]]++] = row;
    }
    [order, next] = [next, order];
  }
  return order;
}

function orderByComparing(values: ArrayLike<number>): Uint32Array {
  const order = Uint32Array.from({ length: values.length }, (_, row) => row);
  return order.sort((one, other) => {
    const [first, second] = [values[one], values[other]];
    if (Number.isNaN(first) || Number.isNaN(second)) {
      return Number(Number.isNaN(first)) - Number(Number.isNaN(second)) || one - other;
    }
    return first - second || one - other;
  });
}

/** Ranks from 1 on in the order of rows; equal values share the mean of the ranks they take up. */
export function ranksOf(values: ArrayLike<number>): Float64Array {
  const order = orderOf(values);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to]] === values[order[from]]) to += 1;
    for (let place = from; place < to; place++) ranks[order[place]] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}
