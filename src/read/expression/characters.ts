/** XMILE 1.0, sections 3.2.2.1 and 3.2.2.2: what names are made of, by UTF-16 code unit. */

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** The space characters of XMILE; the Unicode ones besides the no-break space are not among them. */
export function isSpace(code: number): boolean {
  return code === 32 || code === 0xa0 || (code >= 9 && code <= 13);
}

/** Letters, `_`, `$` and everything above ASCII that does not look like an operator. */
export function isNameStart(code: number): boolean {
  if (code >= 97 && code <= 122) return true;
  if (code >= 65 && code <= 90) return true;
  if (code === 95 || code === 36) return true;
  return code > 127 && code !== 0xa0 && !isLookalike(code);
}

export function isNamePart(code: number): boolean {
  return isNameStart(code) || isDigit(code);
}

/**
 * Characters above ASCII that word processors and web pages put in the place of operators and
 * quotation marks: dashes, ×, ÷, ·, ≠, ≤, ≥, curly double quotes, fullwidth signs. XMILE 1.0 does
 * not take them for operators (section 3.2.2.2); they are told to the reader rather than read as
 * part of a name.
 */
function isLookalike(code: number): boolean {
  if (code === 0xd7 || code === 0xf7 || code === 0xb7 || code === 0xab || code === 0xbb)
    return true;
  if (code >= 0x2010 && code <= 0x2015) return true;
  if (code >= 0x201c && code <= 0x201f) return true;
  if (code === 0x2212 || code === 0x2260 || code === 0x2264 || code === 0x2265) return true;
  const fullwidthLetter =
    (code >= 0xff10 && code <= 0xff19) ||
    (code >= 0xff21 && code <= 0xff3a) ||
    (code >= 0xff41 && code <= 0xff5a);
  return code >= 0xff01 && code <= 0xff5e && !fullwidthLetter;
}
