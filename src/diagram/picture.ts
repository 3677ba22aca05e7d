import { pointOn, directionOn } from "./layout/curves.js";
import type { Curve, PlacedLink, PlacedNode, PlacedPipe, Point, Scene } from "./scene.js";

/** An element of an SVG drawing. Texts are text nodes only, never markup. */
export interface Mark {
  readonly tag: "g" | "path" | "rect" | "circle" | "text" | "tspan" | "title";
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children?: readonly Mark[];
  readonly text?: string;
}

/** Layers of a picture from the ground up; nodes and links keep what they stand for. */
export interface Picture {
  readonly frames: readonly Mark[];
  readonly pipes: readonly { readonly pipe: PlacedPipe; readonly mark: Mark }[];
  readonly links: readonly { readonly link: PlacedLink; readonly mark: Mark }[];
  readonly nodes: readonly { readonly node: PlacedNode; readonly mark: Mark }[];
}

/** What a scene looks like: classes say what a mark is, colours are a matter of style. */
export function pictureOf(scene: Scene): Picture {
  const upright = new Set(
    scene.pipes.flatMap((pipe) => (isUprightAtValve(pipe, scene) ? [pipe.flow] : [])),
  );
  return {
    frames: scene.frames.map(({ title, box }) => ({
      tag: "g",
      attributes: { class: "frame" },
      children: [
        {
          tag: "rect",
          attributes: {
            x: box.left,
            y: box.top,
            width: box.right - box.left,
            height: box.bottom - box.top,
            rx: 8,
          },
        },
        { tag: "text", attributes: { x: box.left + 12, y: box.top + 20 }, text: title },
      ],
    })),
    pipes: scene.pipes.map((pipe) => ({ pipe, mark: pipeMark(pipe, scene) })),
    links: scene.links.map((link) => ({ link, mark: linkMark(link) })),
    nodes: scene.nodes.map((node) => ({ node, mark: nodeMark(node, upright.has(node.id)) })),
  };
}

/** Pixels that a variable with a short name can be pointed at across: enough for a finger. */
const leastTarget = 34;

/** How the sign of a link is written. */
const signText = { "+": "+", "-": "−", "?": "?" } as const;

function isUprightAtValve({ flow, corners }: PlacedPipe, scene: Scene): boolean {
  const valve = scene.nodes.find(({ id }) => id === flow)?.centre;
  if (valve === undefined) return false;
  return corners.some((corner, index) => {
    const next = corners[index + 1];
    if (next === undefined || Math.abs(corner[0] - next[0]) > 0.5) return false;
    const between = (valve[1] - corner[1]) * (valve[1] - next[1]) < 0;
    return Math.abs(corner[0] - valve[0]) < 1 && between;
  });
}

function pipeMark({ flow, to, corners }: PlacedPipe, scene: Scene): Mark {
  const [end, before] = [corners[corners.length - 1], corners[corners.length - 2]];
  const headLength = 11;
  const direction = unit(before, end);
  const neck: Point = [end[0] - headLength * direction[0], end[1] - headLength * direction[1]];
  const line = pathThrough([...corners.slice(0, -1), neck]);
  const clouds = scene.clouds.filter((cloud) => cloud.flow === flow);
  return {
    tag: "g",
    attributes: { class: to === null ? "pipe to-cloud" : "pipe" },
    children: [
      ...clouds.map(({ centre }) => cloudMark(centre)),
      { tag: "path", attributes: { class: "pipe-wall", d: line } },
      { tag: "path", attributes: { class: "pipe-inside", d: line } },
      {
        tag: "path",
        attributes: { class: "pipe-head", d: headPath(end, direction, headLength, 7) },
      },
    ],
  };
}

function cloudMark([x, y]: Point): Mark {
  const d = [
    `M${x - 12} ${y + 8}`,
    "c-6 0 -8 -8 -1 -9",
    "c-1 -7 8 -10 11 -5",
    "c4 -6 13 -3 11 4",
    "c7 0 7 10 0 10",
    "z",
  ].join(" ");
  return { tag: "path", attributes: { class: "cloud", d } };
}

function linkMark({ link, sign, curve, signAt }: PlacedLink): Mark {
  const direction = directionOn(curve, 1);
  const classes = [
    "link",
    sign === "-" ? "falls" : sign === "+" ? "rises" : "unsigned",
    ...(link.role === "initial" ? ["initial"] : []),
  ];
  const signMark: Mark = {
    tag: "text",
    attributes: { class: "sign", x: signAt[0], y: signAt[1] + 4 },
    text: signText[sign],
  };
  return {
    tag: "g",
    attributes: { class: classes.join(" ") },
    children: [
      { tag: "path", attributes: { class: "link-line", d: curvePath(curve) } },
      { tag: "path", attributes: { class: "link-head", d: headPath(curve[2], direction, 7, 3.2) } },
      ...(link.delayed ? [delayMark(curve)] : []),
      // How a value acts on the start alone has no part in what happens after.
      ...(link.role === "initial" ? [] : [signMark]),
    ],
  };
}

/** Two strokes across the middle of a link: the effect comes late. */
function delayMark(curve: Curve): Mark {
  const strokes = [0.46, 0.54].map((t) => {
    const [x, y] = pointOn(curve, t);
    const [dx, dy] = directionOn(curve, t);
    return `M${tenth(x - 6 * dy)} ${tenth(y + 6 * dx)}L${tenth(x + 6 * dy)} ${tenth(y - 6 * dx)}`;
  });
  return { tag: "path", attributes: { class: "delay", d: strokes.join("") } };
}

function nodeMark(placed: PlacedNode, upright: boolean): Mark {
  const { node, ghost, label, box, half } = placed;
  const kind = ghost ? "ghost" : node.kind;
  const [x, y] = label.at;
  const reach = Math.max(leastTarget / 2, (box.right - box.left) / 2 + 3);
  return {
    tag: "g",
    attributes: { class: `node ${kind}${node.arrayed ? " arrayed" : ""}` },
    children: [
      // A place to point at, as large as symbol and name together.
      {
        tag: "rect",
        attributes: {
          class: "target",
          x: tenth((box.left + box.right) / 2 - reach),
          y: box.top - 3,
          width: tenth(2 * reach),
          height: tenth(box.bottom - box.top + 6),
          rx: 4,
        },
      },
      ...symbolMarks(placed, ghost && half[0] > 20 ? "stock" : kind, upright),
      {
        tag: "text",
        attributes: { class: "name", x, y },
        children: label.lines.map((line, index) => ({
          tag: "tspan",
          attributes: { x, dy: index === 0 ? 0 : 14 },
          text: line,
        })),
      },
    ],
  };
}

function symbolMarks(
  { centre: [x, y], half, node }: PlacedNode,
  kind: string,
  upright: boolean,
): readonly Mark[] {
  const circle = (radius: number, shape = "symbol"): Mark => ({
    tag: "circle",
    attributes: { class: shape, cx: x, cy: y, r: radius },
  });
  switch (kind) {
    case "stock": {
      const box = (by: number, shape: string): Mark => ({
        tag: "rect",
        attributes: {
          class: shape,
          x: tenth(x - half[0] + by),
          y: tenth(y - half[1] - by),
          width: 2 * half[0],
          height: 2 * half[1],
          rx: 2,
        },
      });
      return node.arrayed ? [box(4, "symbol behind"), box(0, "symbol")] : [box(0, "symbol")];
    }
    case "flow": {
      const s = half[0];
      const d = upright
        ? `M${x - s} ${y - s}H${x + s}L${x - s} ${y + s}H${x + s}z`
        : `M${x - s} ${y - s}V${y + s}L${x + s} ${y - s}V${y + s}z`;
      return [{ tag: "path", attributes: { class: "symbol", d } }];
    }
    case "constant":
      return [
        {
          tag: "path",
          attributes: {
            class: "symbol",
            d: `M${x - 6} ${y}L${x} ${y - 6}L${x + 6} ${y}L${x} ${y + 6}z`,
          },
        },
      ];
    case "table":
      return [
        circle(half[0]),
        {
          tag: "path",
          attributes: {
            class: "detail",
            d: `M${x - 4} ${y + 2.5}C${x - 1} ${y + 2.5} ${x + 1} ${y - 2.5} ${x + 4} ${y - 2.5}`,
          },
        },
      ];
    case "data":
      return [circle(half[0]), circle(2.2, "detail solid")];
    default:
      return [circle(half[0] - 1)];
  }
}

function headPath([x, y]: Point, [dx, dy]: Point, length: number, half: number): string {
  const [bx, by] = [x - length * dx, y - length * dy];
  const left = `${tenth(bx - half * dy)} ${tenth(by + half * dx)}`;
  const right = `${tenth(bx + half * dy)} ${tenth(by - half * dx)}`;
  return `M${tenth(x)} ${tenth(y)}L${left}L${right}z`;
}

function pathThrough(points: readonly Point[]): string {
  return points
    .map(([x, y], index) => `${index === 0 ? "M" : "L"}${tenth(x)} ${tenth(y)}`)
    .join("");
}

function curvePath([a, b, c]: Curve): string {
  return `M${a[0]} ${a[1]}Q${b[0]} ${b[1]} ${c[0]} ${c[1]}`;
}

function unit([ax, ay]: Point, [bx, by]: Point): Point {
  const [dx, dy] = [bx - ax, by - ay];
  const length = Math.sqrt(dx * dx + dy * dy);
  return length === 0 ? [1, 0] : [dx / length, dy / length];
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
