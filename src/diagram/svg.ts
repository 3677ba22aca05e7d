import { pictureOf, type Mark } from "./picture.js";
import type { Scene } from "./scene.js";

/** A scene as an SVG file that needs nothing beside it, black on white, for paper and slides. */
export function svgOf(scene: Scene, title: string): string {
  const { frames, pipes, links, nodes } = pictureOf(scene);
  const layers = [
    ...frames,
    ...links.map(({ mark }) => mark),
    ...pipes.map(({ mark }) => mark),
    ...nodes.map(({ node, mark }) => titled(mark, node.node.name)),
  ];
  const { width, height } = scene;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${escape(fontFamily)}" font-size="12">`,
    `<title>${escape(title)}</title>`,
    `<style>${paperStyle}</style>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...layers.map(printMark),
    "</svg>",
    "",
  ].join("\n");
}

/** A mark as SVG text. */
function printMark({ tag, attributes, children, text }: Mark): string {
  const printed = Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escape(String(value))}"`)
    .join("");
  const inner = (text === undefined ? "" : escape(text)) + (children ?? []).map(printMark).join("");
  return inner === "" ? `<${tag}${printed}/>` : `<${tag}${printed}>${inner}</${tag}>`;
}

function titled(mark: Mark, name: string): Mark {
  return {
    ...mark,
    children: [{ tag: "title", attributes: {}, text: name }, ...(mark.children ?? [])],
  };
}

const fontFamily = "'Source Sans 3', 'Helvetica Neue', Helvetica, Arial, sans-serif";

/** What the classes of a picture look like on paper. */
const paperStyle = `
text{fill:#1d1d1b;text-anchor:middle}
.name{paint-order:stroke;stroke:#fff;stroke-width:3.5px;stroke-linejoin:round}
.stock .name{font-weight:600;stroke:none}
.target{fill:none}
.symbol{fill:#fff;stroke:#1d1d1b;stroke-width:1.4px}
.stock .symbol{stroke-width:1.8px;fill:#f4f1ea}
.flow .symbol{fill:#1d1d1b;stroke:none}
.constant .symbol{stroke-width:1.2px}
.constant .name{fill:#4c4a45}
.ghost .symbol{stroke-dasharray:2 2;stroke:#77736a}
.ghost .name{fill:#77736a;font-style:italic}
.detail{fill:none;stroke:#1d1d1b;stroke-width:1.2px}
.detail.solid{fill:#1d1d1b}
.pipe-wall{fill:none;stroke:#1d1d1b;stroke-width:7px;stroke-linejoin:round}
.pipe-inside{fill:none;stroke:#fff;stroke-width:4.2px;stroke-linejoin:round}
.pipe-head{fill:#1d1d1b}
.cloud{fill:#fff;stroke:#77736a;stroke-width:1.3px}
.link-line{fill:none;stroke:#2c5f8a;stroke-width:1.1px}
.link-head{fill:#2c5f8a}
.falls .link-line{stroke:#a8432f}
.falls .link-head{fill:#a8432f}
.unsigned .link-line{stroke:#77736a}
.unsigned .link-head{fill:#77736a}
.initial .link-line{stroke-dasharray:1 3;stroke-linecap:round}
.sign{font-size:12px;font-weight:600;fill:#2c5f8a;paint-order:stroke;stroke:#fff;stroke-width:3px}
.falls .sign{fill:#a8432f}
.unsigned .sign{fill:#77736a}
.delay{fill:none;stroke:#2c5f8a;stroke-width:1.3px}
.frame rect{fill:none;stroke:#c9c4b8;stroke-width:1px}
.frame text{font-size:14px;text-anchor:start;fill:#77736a;font-weight:600;letter-spacing:.02em}
`;

function escape(text: string): string {
  return (
    text
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      // Characters that XML does not have would make the whole file unreadable.
      .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
  );
}
