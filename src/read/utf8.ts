import type { Checked } from "#study/diagnostic";
import { SourceText } from "#study/place";

/** The most bytes a file may have. */
export const largestFile = 64 * 1024 * 1024;

const chunk = 4096;

/**
 * Decodes UTF-8 strictly (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF); a
 * byte order mark is dropped. What is not UTF-8 is an error that names the byte, never a
 * replacement character.
 */
export function decodeUtf8(bytes: Uint8Array, file: string): Checked<string> {
  if (bytes.length > largestFile) return tooLarge(bytes.length, file);
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const parts: string[] = [];
  let units: number[] = [];
  let at = start;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) {
      parts.push(String.fromCharCode(...units));
      return { diagnostics: [notUtf8(bytes, at, parts.join(""), file)] };
    }
    const point = codePoint(bytes, at, length);
    if (point < 0x10000) units.push(point);
    else units.push(0xd7c0 + (point >> 10), 0xdc00 + (point & 0x3ff));
    if (units.length >= chunk) {
      parts.push(String.fromCharCode(...units));
      units = [];
    }
    at += length;
  }
  parts.push(String.fromCharCode(...units));
  return { value: parts.join(""), diagnostics: [] };
}

/** Encodes as UTF-8; a lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let at = 0;
  for (const character of text) {
    let point = character.codePointAt(0)!;
    if (point >= 0xd800 && point <= 0xdfff) point = 0xfffd;
    if (point < 0x80) {
      bytes[at++] = point;
      continue;
    }
    const following = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    const lead = following === 1 ? 0xc0 : following === 2 ? 0xe0 : 0xf0;
    bytes[at++] = lead | (point >> (6 * following));
    for (let left = following - 1; left >= 0; left--) {
      bytes[at++] = 0x80 | ((point >> (6 * left)) & 0x3f);
    }
  }
  return bytes.slice(0, at);
}

/** How many bytes the well-formed sequence at an offset has (Unicode 16, table 3-7), or 0. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at];
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (at + length > bytes.length) return 0;
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  const second = bytes[at + 1];
  if (second < low || second > high) return 0;
  for (let index = at + 2; index < at + length; index++) {
    if (bytes[index] < 0x80 || bytes[index] > 0xbf) return 0;
  }
  return length;
}

function codePoint(bytes: Uint8Array, at: number, length: number): number {
  if (length === 1) return bytes[at];
  let point = bytes[at] & (0x7f >> length);
  for (let index = at + 1; index < at + length; index++) {
    point = (point << 6) | (bytes[index] & 0x3f);
  }
  return point;
}

function notUtf8(bytes: Uint8Array, at: number, before: string, file: string) {
  const utf16 =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const hex = bytes[at].toString(16).padStart(2, "0");
  const binary = !utf16 && bytes.subarray(0, 1024).includes(0);
  const help = utf16
    ? "It begins like UTF-16; save it as UTF-8."
    : binary
      ? "This does not look like a text file."
      : latin1Help(bytes[at]) + "Save the file as UTF-8.";
  return {
    code: "not-utf8",
    severity: "error" as const,
    message: `The file is not UTF-8: byte ${at} (counted from 0) is 0x${hex}, which cannot stand there.`,
    place: new SourceText(file, before).place(before.length, 1),
    help,
  };
}

function latin1Help(byte: number): string {
  return byte >= 0xa1 ? `In Latin-1 this byte is \`${String.fromCharCode(byte)}\`. ` : "";
}

/** What is said of a file with more bytes than `largestFile`. */
export function tooLarge(length: number, file: string): Checked<never> {
  const megabytes = Math.ceil(length / (1024 * 1024));
  return {
    diagnostics: [
      {
        code: "file-too-large",
        severity: "error",
        message: `The file has ${megabytes} MB; at most 64 MB are read.`,
        place: { file, line: 1, column: 1, length: 1 },
      },
    ],
  };
}
