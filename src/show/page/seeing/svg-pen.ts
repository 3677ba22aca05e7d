import { widthOf } from "#diagram/layout/text";

import {
  paperTheme,
  type Draw,
  type Ink,
  type Lettering,
  type Pen,
  type Points,
  type Shape,
} from "./pen.js";

/** A figure as an SVG file. */
export function figureSvg(draw: Draw, width: number, height: number, title: string): string {
  const pen = new SvgPen();
  draw(pen, { width, height }, paperTheme);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${escape(paperTheme.font)}">`,
    `<title>${escape(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...pen.marksDrawn,
    "</svg>",
    "",
  ].join("\n");
}

class SvgPen implements Pen {
  readonly marksDrawn: string[] = [];
  #clips = 0;

  line(points: Points, ink: Ink): void {
    const d = pathOf(points);
    if (d !== "") this.marksDrawn.push(`<path d="${d}" fill="none"${attributesOf(ink)}/>`);
  }

  area(points: Points, ink: Ink): void {
    const d = pathOf(points);
    if (d !== "") this.marksDrawn.push(`<path d="${d}z"${attributesOf(ink)}/>`);
  }

  marks(points: Points, shape: Shape, radius: number, ink: Ink): void {
    let d = "";
    for (let index = 0; index + 1 < points.length; index += 2) {
      const [x, y] = [points[index], points[index + 1]];
      if (Number.isFinite(x) && Number.isFinite(y)) d += markPath(shape, x, y, radius);
    }
    const fill = shape === "ring" || shape === "cross" ? ' fill="none"' : "";
    if (d !== "") this.marksDrawn.push(`<path d="${d}"${fill}${attributesOf(ink)}/>`);
  }

  text(words: string, x: number, y: number, lettering: Lettering): void {
    const { colour, size, align, bold, italic } = lettering;
    const anchor = align === "right" ? "end" : align === "centre" ? "middle" : "start";
    const style =
      (bold === true ? ' font-weight="600"' : "") + (italic === true ? ' font-style="italic"' : "");
    this.marksDrawn.push(
      `<text x="${round(x)}" y="${round(y)}" fill="${escape(colour)}" font-size="${size}" text-anchor="${anchor}"${style}>${escape(words)}</text>`,
    );
  }

  within(left: number, top: number, width: number, height: number, inside: () => void): void {
    const id = `within-${this.#clips++}`;
    this.marksDrawn.push(
      `<clipPath id="${id}"><rect x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${round(height)}"/></clipPath>`,
      `<g clip-path="url(#${id})">`,
    );
    inside();
    this.marksDrawn.push("</g>");
  }

  widthOf(words: string, { size }: Lettering): number {
    return (widthOf(words) * size) / 12;
  }
}

/** The outline of a mark, as SVG writes paths; a canvas reads the same. */
function markPath(shape: Shape, x: number, y: number, radius: number): string {
  const r = round(radius);
  const at = (dx: number, dy: number): string => `${round(x + dx)} ${round(y + dy)}`;
  switch (shape) {
    case "dot":
    case "ring":
      return `M${at(-r, 0)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
    case "square":
      return `M${at(-r, -r)}h${2 * r}v${2 * r}h${-2 * r}z`;
    case "diamond":
      return `M${at(0, -1.3 * r)}L${at(1.3 * r, 0)}L${at(0, 1.3 * r)}L${at(-1.3 * r, 0)}z`;
    case "triangle":
      return `M${at(0, -1.2 * r)}L${at(1.15 * r, 0.9 * r)}L${at(-1.15 * r, 0.9 * r)}z`;
    case "cross":
      return `M${at(-r, -r)}L${at(r, r)}M${at(-r, r)}L${at(r, -r)}`;
  }
}

function pathOf(points: Points): string {
  let d = "";
  let open = false;
  for (let index = 0; index + 1 < points.length; index += 2) {
    const [x, y] = [points[index], points[index + 1]];
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      open = false;
      continue;
    }
    d += `${open ? "L" : "M"}${round(x)} ${round(y)}`;
    open = true;
  }
  return d;
}

function attributesOf({ stroke, fill, width, dash, alpha }: Ink): string {
  return [
    ...(fill === undefined ? [] : [` fill="${escape(fill)}"`]),
    ...(stroke === undefined ? [] : [` stroke="${escape(stroke)}"`]),
    ...(width === undefined ? [] : [` stroke-width="${width}"`]),
    ...(dash === undefined || dash.length === 0 ? [] : [` stroke-dasharray="${dash.join(" ")}"`]),
    ...(alpha === undefined ? [] : [` opacity="${alpha}"`]),
    ' stroke-linejoin="round"',
  ].join("");
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
}
