/** Numbers x, y, x, y …: points in pixels. */
export type Points = readonly number[] | Float64Array;

/** How a line or an area looks; what is left out is not drawn. */
export interface Ink {
  readonly stroke?: string;
  readonly fill?: string;
  /** Pixels. */
  readonly width?: number;
  /** Pixels of ink and of gap, in turn. */
  readonly dash?: readonly number[];
  readonly alpha?: number;
}

export interface Lettering {
  readonly colour: string;
  /** Pixels. */
  readonly size: number;
  readonly align?: "left" | "centre" | "right";
  readonly bold?: boolean;
  readonly italic?: boolean;
}

export type Shape = "dot" | "square" | "diamond" | "triangle" | "cross" | "ring";

/** What figures are drawn with: on a canvas or into an SVG file, the same strokes. */
export interface Pen {
  /** A line through points; it breaks where a coordinate is no number. */
  line(points: Points, ink: Ink): void;
  /** The area within points. */
  area(points: Points, ink: Ink): void;
  /** A small mark at each point. */
  marks(points: Points, shape: Shape, radius: number, ink: Ink): void;
  /** Words whose base line runs through a point. */
  text(words: string, x: number, y: number, lettering: Lettering): void;
  /** Keeps what `inside` draws within a box. */
  within(left: number, top: number, width: number, height: number, inside: () => void): void;
  /** How wide words are, in pixels. */
  widthOf(words: string, lettering: Lettering): number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The colours of a figure, as the page's style has them. */
export interface Theme {
  readonly paper: string;
  readonly ink: string;
  readonly muted: string;
  readonly rule: string;
  readonly accent: string;
  readonly series: readonly string[];
  readonly font: string;
}

/** Black on white for files, whatever the page looks like. */
export const paperTheme: Theme = {
  paper: "#ffffff",
  ink: "#1f1c18",
  muted: "#5f594f",
  rule: "#d8d2c6",
  accent: "#8f2d1e",
  series: ["#0b5c94", "#b24a00", "#00694f", "#8f3d78", "#7a5800", "#4b4f58"],
  font: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif",
};

/** A figure: what it draws, on any pen, at any size, in any colours. */
export type Draw = (pen: Pen, size: Size, theme: Theme) => void;
