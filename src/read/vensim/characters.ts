/** Classes of UTF-16 code units in Vensim's text. Letters beyond ASCII need no quotes in names. */

export const newline = 10;
export const carriageReturn = 13;
export const backslash = 92;

export function isLineEnd(code: number): boolean {
  return code === newline || code === carriageReturn;
}

export function isSpace(code: number): boolean {
  return (
    code === 32 ||
    (code >= 9 && code <= 13) ||
    code === 0xa0 ||
    (code >= 0x2000 && code <= 0x200b) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x3000 ||
    code === 0xfeff
  );
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isLetter(code: number): boolean {
  return (
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    (code >= 0x80 && !isSpace(code) && code !== 0xfffd)
  );
}

/** What a name without quotes may begin with. */
export function isNameStart(code: number): boolean {
  return isLetter(code) || code === 95;
}

/** What a name without quotes may go on with, spaces apart. */
export function isNamePart(code: number): boolean {
  return isNameStart(code) || isDigit(code) || code === 39 || code === 36;
}
