import { SourceText } from "#study/place";

/** What Windows-1252 has where Latin-1 has control characters, from 0x80 on; 0 is unused. */
const windows1252: readonly number[] = [
  0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152,
  0, 0x017d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161,
  0x203a, 0x0153, 0, 0x017e, 0x0178,
];

/**
 * The text of a `.mdl` file. Vensim writes UTF-8 with `{UTF-8}` in front, older versions the code
 * page of Windows without it: what is no valid UTF-8 is read as Windows-1252, which holds Latin-1.
 * A byte order mark decides for UTF-8 or UTF-16 and is dropped.
 */
export function decodeVensim(file: string, bytes: Uint8Array): SourceText {
  return new SourceText(file, decodeText(bytes));
}

/** The same for the data files beside a model. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeUtf16(bytes, 0, 1);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeUtf16(bytes, 1, 0);
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return decodeUtf8(bytes, marked ? 3 : 0) ?? decodeWindows1252(bytes);
}

function decodeUtf16(bytes: Uint8Array, low: number, high: number): string {
  return join(bytes.length >> 1, 1, (index) => {
    const at = index * 2;
    return bytes[at + low] | (bytes[at + high] << 8);
  });
}

function decodeWindows1252(bytes: Uint8Array): string {
  return join(bytes.length, 0, (index) => {
    const byte = bytes[index];
    const special = byte >= 0x80 && byte < 0xa0 ? windows1252[byte - 0x80] : 0;
    return special === 0 ? byte : special;
  });
}

function join(count: number, from: number, codeAt: (index: number) => number): string {
  const parts: string[] = [];
  for (let start = from; start < count; start += 4096) {
    const codes: number[] = [];
    for (let index = start; index < Math.min(count, start + 4096); index++) {
      codes.push(codeAt(index));
    }
    parts.push(String.fromCharCode(...codes));
  }
  return parts.join("");
}

/** Null if the bytes are no valid UTF-8 (RFC 3629, section 4). */
function decodeUtf8(bytes: Uint8Array, from: number): string | null {
  const parts: string[] = [];
  let codes: number[] = [];
  let at = from;
  while (at < bytes.length) {
    const first = bytes[at];
    const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (length === 0 || first > 0xf4 || at + length > bytes.length) return null;
    let code = length === 1 ? first : first & (0x7f >> length);
    for (let index = 1; index < length; index++) {
      const byte = bytes[at + index];
      if ((byte & 0xc0) !== 0x80) return null;
      code = (code << 6) | (byte & 0x3f);
    }
    const tooLong = (length === 3 && code < 0x800) || (length === 4 && code < 0x10000);
    if (tooLong || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return null;
    codes.push(code);
    at += length;
    if (codes.length === 4096) {
      parts.push(String.fromCodePoint(...codes));
      codes = [];
    }
  }
  parts.push(String.fromCodePoint(...codes));
  return parts.join("");
}
