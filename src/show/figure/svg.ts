/**
 * Figures as SVG text: pure functions from findings to a string, for files, reports and the page.
 * Colours are Okabe and Ito's, which colour-blind people tell apart; nothing rests on colour alone.
 */

export const ink = "#222222";
export const grey = "#6b6b6b";
export const faint = "#d9d9d9";
export const blue = "#0072b2";
export const vermilion = "#d55e00";
/** For series in order: each with a dash pattern of its own. */
export const seriesColours: readonly string[] = [
  blue,
  vermilion,
  "#009e73",
  "#aa4499",
  "#997700",
  "#56b4e9",
];
export const seriesDashes: readonly string[] = ["none", "6 3", "2 2.5", "9 3 2 3", "12 4", "1 2"];

const fonts = "Georgia, 'Iowan Old Style', 'Palatino Linotype', 'Times New Roman', serif";

export type Attributes = Readonly<Record<string, string | number>>;

/** An element; children are markup already. Numbers are written with two decimals at most. */
export function element(
  name: string,
  attributes: Attributes,
  ...children: readonly string[]
): string {
  const written = Object.entries(attributes)
    .map(
      ([key, value]) => ` ${key}="${escaped(typeof value === "number" ? digits(value) : value)}"`,
    )
    .join("");
  const inner = children.join("");
  return inner === "" ? `<${name}${written}/>` : `<${name}${written}>${inner}</${name}>`;
}

function escaped(text: string): string {
  return text
    .replace(/[\p{Cc}\ufffe\uffff]/gu, (sign) => (/\s/u.test(sign) ? " " : "\ufffd"))
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** A number for an attribute: the same text on every machine. */
function digits(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  return String(rounded === 0 ? 0 : rounded);
}

export interface TextStyle {
  readonly size?: number;
  readonly anchor?: "start" | "middle" | "end";
  readonly colour?: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
}

export function label(x: number, y: number, text: string, style: TextStyle = {}): string {
  const { size = 12, anchor = "start", colour = ink, bold = false, italic = false } = style;
  return element(
    "text",
    {
      x,
      y,
      "font-size": size,
      fill: colour,
      ...(anchor === "start" ? {} : { "text-anchor": anchor }),
      ...(bold ? { "font-weight": "bold" } : {}),
      ...(italic ? { "font-style": "italic" } : {}),
    },
    escaped(text),
  );
}

/** A label turned by a quarter, read from below. */
export function upright(x: number, y: number, text: string, style: TextStyle = {}): string {
  const { size = 12, anchor = "middle", colour = ink } = style;
  const transform = `rotate(-90 ${digits(x)} ${digits(y)})`;
  const attributes = { x, y, "font-size": size, fill: colour, "text-anchor": anchor, transform };
  return element("text", attributes, escaped(text));
}

export function line(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  more: Attributes = {},
): string {
  return element("line", { x1, y1, x2, y2, stroke: ink, "stroke-width": 1, ...more });
}

/** The `d` of a path through points; a point that is not finite breaks the line. */
export function pathThrough(points: readonly (readonly [number, number])[]): string {
  let drawing = false;
  return points
    .map(([x, y]) => {
      if (!Number.isFinite(x) || !Number.isFinite(y)) {
        drawing = false;
        return "";
      }
      const command = drawing ? "L" : "M";
      drawing = true;
      return `${command}${digits(x)} ${digits(y)}`;
    })
    .join("");
}

/** About how wide a text is, in units of its figure. */
function textWidth(text: string, size = 12): number {
  let width = 0;
  for (const sign of text)
    width += /[ilj.,:;'|!()tfI ]/u.test(sign) ? 0.3 : /[mwMW%—]/u.test(sign) ? 0.85 : 0.54;
  return width * size;
}

/** A text that fits, with an ellipsis where it does not. */
export function fitted(text: string, width: number, size = 12): string {
  if (textWidth(text, size) <= width) return text;
  let kept = [...text];
  while (kept.length > 1 && textWidth(`${kept.join("")}…`, size) > width) kept = kept.slice(0, -1);
  return `${kept.join("").trimEnd()}…`;
}

/** Lines of a text that are no wider than asked. */
export function lines(text: string, width: number, size = 12): readonly string[] {
  const found: string[] = [];
  let current = "";
  for (const word of text.split(" ")) {
    const longer = current === "" ? word : `${current} ${word}`;
    if (current !== "" && textWidth(longer, size) > width) {
      found.push(current);
      current = word;
    } else current = longer;
  }
  return [...found, current];
}

export interface FigureFrame {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** What the figure shows, for whoever does not see it. */
  readonly description: string;
}

/** The whole figure, with its title above; what is drawn begins below `titleHeight`. */
export function figure(
  { width, height, title, description }: FigureFrame,
  ...body: readonly string[]
): string {
  const id = identifier(`${title} ${description}`);
  const top = lines(title, width - 32, 15).map((text, index) =>
    label(16, 26 + 19 * index, text, { size: 15, bold: true }),
  );
  const inner = [
    element("title", { id: `${id}-title` }, escaped(title)),
    element("desc", { id: `${id}-desc` }, escaped(description)),
    element("rect", { width, height, fill: "#ffffff" }),
    ...top,
    ...body,
  ];
  const svg = element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${digits(width)} ${digits(height)}`,
      width,
      height,
      role: "img",
      "aria-labelledby": `${id}-title ${id}-desc`,
      "font-family": fonts,
    },
    ...inner.map((markup) => `\n${markup}`),
    "\n",
  );
  return `${svg}\n`;
}

/** How much room the title takes. */
export function titleHeight(title: string, width: number): number {
  return 20 + 19 * lines(title, width - 32, 15).length;
}

/** The same text gives the same name, so that two figures on a page have two. */
function identifier(text: string): string {
  let hash = 0x811c9dc5;
  for (const sign of text) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return `figure-${hash.toString(36)}`;
}
