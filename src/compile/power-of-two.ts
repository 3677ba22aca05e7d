/** Whether a number is one, of a size at which neither it nor its reciprocal is subnormal. */
export function isPowerOfTwo(value: number): boolean {
  let size = Math.abs(value);
  if (!(size >= 2 ** -1000 && size <= 2 ** 1000)) return false;
  while (size >= 2) size /= 2;
  while (size < 1) size *= 2;
  return size === 1;
}
