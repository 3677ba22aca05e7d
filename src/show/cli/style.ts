/** How parts of a message look on a terminal. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
  blue(text: string): string;
}

const plain = (text: string): string => text;
const coded = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`;

/** Colours, or none of them. */
export function styleOf(colour: boolean): Style {
  if (!colour) return { bold: plain, dim: plain, red: plain, yellow: plain, blue: plain };
  return { bold: coded(1), dim: coded(2), red: coded(31), yellow: coded(33), blue: coded(34) };
}

/**
 * Text from a file without what would steer a terminal: control characters become their pictures,
 * the marks that turn writing direction round become U+FFFD. Tabs and line ends stay.
 */
export function harmless(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, (sign) => {
    if (sign === "\t" || sign === "\n") return sign;
    return sign < " " ? String.fromCharCode(0x2400 + sign.charCodeAt(0)) : "\ufffd";
  });
}
