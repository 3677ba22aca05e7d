import type { Ink, Lettering, Pen, Points, Shape, Theme } from "../../page/seeing/pen.js";

/** Draws figures on a canvas whose coordinates are CSS pixels. */
export class CanvasPen implements Pen {
  readonly #context: CanvasRenderingContext2D;
  readonly #font: string;

  constructor(context: CanvasRenderingContext2D, font: string) {
    this.#context = context;
    this.#font = font;
  }

  line(points: Points, ink: Ink): void {
    this.#trace(points);
    this.#stroke(ink);
  }

  area(points: Points, ink: Ink): void {
    this.#trace(points);
    this.#context.closePath();
    this.#fill(ink);
    if (ink.stroke !== undefined) this.#stroke(ink);
  }

  marks(points: Points, shape: Shape, radius: number, ink: Ink): void {
    const context = this.#context;
    if (shape === "square" && ink.fill !== undefined && ink.stroke === undefined) {
      // By far the quickest for ten thousand of them.
      context.globalAlpha = ink.alpha ?? 1;
      context.fillStyle = ink.fill;
      const side = 2 * radius;
      for (let index = 0; index + 1 < points.length; index += 2) {
        context.fillRect(points[index] - radius, points[index + 1] - radius, side, side);
      }
      context.globalAlpha = 1;
      return;
    }
    context.beginPath();
    for (let index = 0; index + 1 < points.length; index += 2) {
      const [x, y] = [points[index], points[index + 1]];
      if (Number.isFinite(x) && Number.isFinite(y)) this.#mark(shape, x, y, radius);
    }
    if (shape !== "ring" && shape !== "cross") this.#fill(ink);
    if (ink.stroke !== undefined) this.#stroke(ink);
  }

  text(words: string, x: number, y: number, lettering: Lettering): void {
    const context = this.#context;
    context.font = this.#fontOf(lettering);
    context.fillStyle = lettering.colour;
    context.textAlign = lettering.align === "centre" ? "center" : (lettering.align ?? "left");
    context.fillText(words, x, y);
  }

  within(left: number, top: number, width: number, height: number, inside: () => void): void {
    this.#context.save();
    this.#context.beginPath();
    this.#context.rect(left, top, width, height);
    this.#context.clip();
    inside();
    this.#context.restore();
  }

  widthOf(words: string, lettering: Lettering): number {
    this.#context.font = this.#fontOf(lettering);
    return this.#context.measureText(words).width;
  }

  #fontOf({ size, bold, italic }: Lettering): string {
    return `${italic === true ? "italic " : ""}${bold === true ? 600 : 400} ${size}px ${this.#font}`;
  }

  #trace(points: Points): void {
    const context = this.#context;
    context.beginPath();
    let open = false;
    for (let index = 0; index + 1 < points.length; index += 2) {
      const [x, y] = [points[index], points[index + 1]];
      if (!Number.isFinite(x) || !Number.isFinite(y)) open = false;
      else if (open) context.lineTo(x, y);
      else {
        context.moveTo(x, y);
        open = true;
      }
    }
  }

  #mark(shape: Shape, x: number, y: number, r: number): void {
    const context = this.#context;
    switch (shape) {
      case "dot":
      case "ring":
        context.moveTo(x + r, y);
        context.arc(x, y, r, 0, 2 * Math.PI);
        return;
      case "square":
        context.rect(x - r, y - r, 2 * r, 2 * r);
        return;
      case "diamond":
        context.moveTo(x, y - 1.3 * r);
        context.lineTo(x + 1.3 * r, y);
        context.lineTo(x, y + 1.3 * r);
        context.lineTo(x - 1.3 * r, y);
        context.closePath();
        return;
      case "triangle":
        context.moveTo(x, y - 1.2 * r);
        context.lineTo(x + 1.15 * r, y + 0.9 * r);
        context.lineTo(x - 1.15 * r, y + 0.9 * r);
        context.closePath();
        return;
      case "cross":
        context.moveTo(x - r, y - r);
        context.lineTo(x + r, y + r);
        context.moveTo(x - r, y + r);
        context.lineTo(x + r, y - r);
    }
  }

  #fill({ fill, alpha }: Ink): void {
    if (fill === undefined) return;
    this.#context.globalAlpha = alpha ?? 1;
    this.#context.fillStyle = fill;
    this.#context.fill();
    this.#context.globalAlpha = 1;
  }

  #stroke({ stroke, width, dash, alpha }: Ink): void {
    if (stroke === undefined) return;
    const context = this.#context;
    context.globalAlpha = alpha ?? 1;
    context.strokeStyle = stroke;
    context.lineWidth = width ?? 1;
    context.lineJoin = "round";
    context.setLineDash([...(dash ?? [])]);
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 1;
  }
}

/** The colours that the page's style gives at an element. */
export function themeAt(element: Element): Theme {
  const style = getComputedStyle(element);
  const of = (name: string): string => style.getPropertyValue(name).trim();
  return {
    paper: of("--paper"),
    ink: of("--ink"),
    muted: of("--muted"),
    rule: of("--rule"),
    accent: of("--accent"),
    series: [1, 2, 3, 4, 5, 6].map((number) => of(`--series-${number}`)),
    font: of("--sans"),
  };
}
