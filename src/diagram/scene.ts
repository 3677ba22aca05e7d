import type { GraphNode, Link } from "./graph.js";
import type { Sign } from "./polarity.js";

/** A point in pixels; y grows downwards. */
export type Point = readonly [x: number, y: number];

/** A quadratic curve: start, control point, end. */
export type Curve = readonly [Point, Point, Point];

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A drawing of a model: where each thing stands, in pixels, ready to be drawn as it is. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly frames: readonly Frame[];
  readonly nodes: readonly PlacedNode[];
  readonly clouds: readonly Cloud[];
  readonly pipes: readonly PlacedPipe[];
  readonly links: readonly PlacedLink[];
  /** Keys of constants that are left out, since they would hide the rest. */
  readonly hidden: readonly string[];
  /** Whose coordinates these are. */
  readonly by: "layout" | "file";
}

/** A group of variables, or a view of the file. */
export interface Frame {
  readonly title: string;
  readonly box: Box;
}

export interface PlacedNode {
  /** Unique in the scene; a key of its own for the first of a variable, the others are ghosts. */
  readonly id: string;
  readonly node: GraphNode;
  /** Whether it only stands for a variable that is at home elsewhere. */
  readonly ghost: boolean;
  /** The centre of the symbol: of the box of a stock, the valve of a flow, the dot of others. */
  readonly centre: Point;
  /** Half the width and height of the symbol. */
  readonly half: Point;
  readonly label: {
    readonly lines: readonly string[];
    /** The middle of the first line's base line. */
    readonly at: Point;
  };
  /** All that it covers, symbol and name. */
  readonly box: Box;
}

export interface Cloud {
  readonly flow: string;
  readonly centre: Point;
}

export interface PlacedPipe {
  readonly flow: string;
  /** Keys of stocks, or null for a cloud. */
  readonly from: string | null;
  readonly to: string | null;
  /** Corners from start to end, each piece level or upright; the valve lies on one of the pieces. */
  readonly corners: readonly Point[];
}

export interface PlacedLink {
  readonly link: Link;
  readonly sign: Sign;
  /** Ids of the nodes at its ends. */
  readonly from: string;
  readonly to: string;
  readonly curve: Curve;
  /** The middle of the sign, beside the arrow's head. */
  readonly signAt: Point;
}
