import { SaxesParser } from "saxes";
import type { Checked, Diagnostic } from "#study/diagnostic";
import { SourceText, type Place } from "#study/place";
import { XmlText, type RawPiece } from "./xml-text.js";

/** An element of a file, with the place of everything in it. */
export interface XmlElement {
  /** Local name of an element of our own namespaces; `prefix:local` of any other. */
  readonly name: string;
  /** Prefix (or namespace) of an element that is not of our own namespaces. */
  readonly vendor: string | null;
  /** Of the name in the opening tag. */
  readonly place: Place;
  /** Own attributes by local name, others by `prefix:local`; namespace declarations are left out. */
  readonly attributes: ReadonlyMap<string, XmlText>;
  readonly children: readonly XmlElement[];
  /** Character data and CDATA directly inside, without comments; decoded when asked for. */
  text(): XmlText;
  /** The closing tag of an outer element before which this one's own is missing. */
  readonly unclosedBefore: Place | null;
}

export interface XmlLimits {
  /** UTF-16 code units of the whole file. */
  readonly size: number;
  readonly depth: number;
}

const xmlLimits: XmlLimits = { size: 64 * 1024 * 1024, depth: 256 };

/**
 * Parses strictly what is well-formed XML 1.0, with two differences: a DOCTYPE is an error (no
 * entity of a file's own, no external subset), and an element whose closing tag is missing is kept
 * with `unclosedBefore` set, for the caller to judge. The first other violation ends the reading.
 */
export function parseXml(
  text: string,
  file: string,
  ownNamespaces: ReadonlySet<string>,
  limits: XmlLimits = xmlLimits,
): Checked<XmlElement> {
  const source = new SourceText(file, text.length > limits.size ? "" : text);
  if (text.length > limits.size) {
    const message = `The file has ${text.length} characters; at most ${limits.size} are read.`;
    return failed({ code: "xml-too-large", severity: "error", message, place: source.place(0) });
  }
  const builder = new TreeBuilder(source, ownNamespaces, limits.depth);
  try {
    return { value: builder.build(), diagnostics: [] };
  } catch (problem) {
    if (problem instanceof XmlProblem) return failed(problem.diagnostic);
    throw problem;
  }
}

function failed(diagnostic: Diagnostic): Checked<XmlElement> {
  return { diagnostics: [diagnostic] };
}

/** Leaves the parser at the first violation; caught in `parseXml`. */
class XmlProblem extends Error {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.diagnostic = diagnostic;
  }
}

interface OpenElement {
  readonly tag: string;
  readonly place: Place;
  readonly children: XmlElement[];
  readonly pieces: RawPiece[];
  readonly scope: NamespaceScope;
  readonly element: Omit<XmlElement, "unclosedBefore">;
}

/** Prefix → namespace; the default namespace has the prefix "". */
type NamespaceScope = ReadonlyMap<string, string>;

interface RawAttribute {
  readonly name: string;
  readonly value: XmlText;
}

class TreeBuilder {
  readonly #source: SourceText;
  readonly #own: ReadonlySet<string>;
  readonly #depth: number;
  readonly #parser = new SaxesParser({ defaultXMLVersion: "1.0", forceXMLVersion: true });
  readonly #open: OpenElement[] = [];
  #attributes: RawAttribute[] = [];
  #root: XmlElement | null = null;
  /** Everything before this offset in the file has been taken. */
  #cursor = 0;
  /** The last closing tag that did not fit the innermost open element. */
  #misfit: { readonly tag: string; readonly place: Place; readonly inside: OpenElement } | null =
    null;

  constructor(source: SourceText, own: ReadonlySet<string>, depth: number) {
    this.#source = source;
    this.#own = own;
    this.#depth = depth;
  }

  build(): XmlElement {
    const parser = this.#parser;
    parser.on("error", (error) => this.#violated(error.message));
    parser.on("doctype", () => this.#refuseDoctype());
    parser.on("attribute", (attribute) => this.#takeAttribute(attribute.name));
    parser.on("opentag", (tag) => this.#openTag(tag.name));
    parser.on("closetag", (tag) => this.#closeTag(tag.isSelfClosing));
    // The comment is reported at its second closing dash, before the ">".
    parser.on("comment", () => this.#skipMarkup(parser.position + 1));
    parser.on("xmldecl", () => this.#skipMarkup(parser.position));
    parser.on("processinginstruction", () => this.#skipMarkup(parser.position));
    parser.on("cdata", () => this.#takeCdata());
    parser.write(this.#source.text).close();
    if (this.#root === null) throw new Error("the parser accepted a file without a root");
    return this.#root;
  }

  #takeAttribute(name: string): void {
    const end = this.#parser.position - 1;
    const file = this.#source.text;
    const start = file.lastIndexOf(file.charAt(end), end - 1) + 1;
    const piece: RawPiece = { start, end, kind: "attribute" };
    this.#attributes.push({ name, value: XmlText.of(this.#source, [piece], start) });
  }

  #openTag(tag: string): void {
    const at = this.#takeData();
    this.#cursor = this.#parser.position;
    const place = this.#source.place(at + 1, tag.length);
    const outer = this.#open.at(-1);
    if (this.#open.length >= this.#depth) {
      throw new XmlProblem({
        code: "xml-too-deep",
        severity: "error",
        message: `<${tag}> is element number ${this.#depth + 1} inside one another; at most ${this.#depth} are read.`,
        place,
      });
    }
    const scope = innerScope(outer?.scope ?? new Map(), this.#attributes);
    const attributes = new Map<string, XmlText>();
    for (const { name, value } of this.#attributes) {
      if (name === "xmlns" || name.startsWith("xmlns:")) continue;
      // An attribute without a prefix belongs to its element, whatever the default namespace is.
      attributes.set(name.includes(":") ? this.#named(name, scope).name : name, value);
    }
    this.#attributes = [];
    const children: XmlElement[] = [];
    const pieces: RawPiece[] = [];
    const source = this.#source;
    const after = this.#cursor;
    let decoded: XmlText | null = null;
    const text = (): XmlText => (decoded ??= XmlText.of(source, pieces, after));
    const element = { ...this.#named(tag, scope), place, attributes, children, text };
    this.#open.push({ tag, place, children, pieces, scope, element });
  }

  #closeTag(selfClosing: boolean): void {
    const inside = this.#open.pop();
    if (inside === undefined) return;
    let unclosedBefore: Place | null = null;
    if (!selfClosing) {
      // One closing tag may close several elements: the first call has moved the cursor past it.
      if (this.#cursor < this.#parser.position) {
        const at = this.#takeData(inside);
        this.#cursor = this.#parser.position;
        const tag = this.#source.text.slice(at + 2, this.#cursor - 1).trimEnd();
        const place = this.#source.place(at, this.#cursor - at);
        this.#misfit = tag === inside.tag ? null : { tag, place, inside };
      }
      if (this.#misfit !== null && this.#misfit.tag !== inside.tag) {
        unclosedBefore = this.#misfit.place;
      }
    }
    const element: XmlElement = { ...inside.element, unclosedBefore };
    const outer = this.#open.at(-1);
    if (outer === undefined) this.#root = element;
    else outer.children.push(element);
  }

  /** Character data up to the next markup, which begins at the offset returned. */
  #takeData(into: OpenElement | undefined = this.#open.at(-1)): number {
    const start = this.#cursor;
    const end = this.#source.text.indexOf("<", start);
    if (end > start) into?.pieces.push({ start, end, kind: "data" });
    return end;
  }

  #takeCdata(): void {
    const start = this.#takeData() + "<![CDATA[".length;
    const end = this.#parser.position - "]]>".length;
    this.#open.at(-1)?.pieces.push({ start, end, kind: "cdata" });
    this.#cursor = this.#parser.position;
  }

  #skipMarkup(end: number): void {
    this.#takeData();
    this.#cursor = end;
  }

  #named(tag: string, scope: NamespaceScope): { name: string; vendor: string | null } {
    const colon = tag.indexOf(":");
    const prefix = colon < 0 ? "" : tag.slice(0, colon);
    const namespace = scope.get(prefix);
    if (namespace === undefined && prefix === "") return { name: tag, vendor: null };
    if (namespace !== undefined && this.#own.has(namespace)) {
      return { name: tag.slice(colon + 1), vendor: null };
    }
    if (prefix !== "") return { name: tag, vendor: prefix };
    return { name: tag, vendor: namespace ?? null };
  }

  #refuseDoctype(): never {
    const at = this.#source.text.indexOf("<!DOCTYPE", this.#cursor);
    throw new XmlProblem({
      code: "xml-doctype",
      severity: "error",
      message: "The file has a DOCTYPE, which XMILE files do not have and which is not read.",
      place: this.#source.place(Math.max(0, at), "<!DOCTYPE".length),
      help: "Delete the line from <!DOCTYPE up to its >.",
    });
  }

  #violated(said: string): void {
    const reason = said.replace(/^\d+:\d+: /, "").replace(/\.$/, "");
    // Reported once for each element left open, which `unclosedBefore` has noted.
    if (reason === "unexpected close tag") return;
    throw new XmlProblem(this.#describe(reason));
  }

  #describe(reason: string): Diagnostic {
    const inside = this.#open.at(-1);
    if (reason.startsWith("unmatched closing tag") && this.#misfit !== null) {
      const { tag, place, inside: open } = this.#misfit;
      return {
        code: "xml-closing-tag",
        severity: "error",
        message: `</${tag}> closes nothing: the element that is open here is <${open.tag}>.`,
        place,
        help: `Write </${open.tag}>.`,
        related: [{ message: `<${open.tag}> is opened here`, place: open.place }],
      };
    }
    const atEnd = reason.startsWith("unclosed tag") || reason === "unexpected end";
    if (atEnd || reason.includes("entity")) {
      const lone = loneAmpersand(this.#source.text, this.#cursor);
      if (lone !== null) return this.#describeAmpersand(lone);
    }
    if (atEnd && inside !== undefined) {
      return {
        code: "xml-not-closed",
        severity: "error",
        message: `<${inside.tag}> is opened, and the file ends before it is closed.`,
        place: inside.place,
        help: `Add </${inside.tag}>, or get the whole file: this one seems to be cut off.`,
      };
    }
    return this.#malformed(reason, this.#parser.position - 1, 1, helpFor(reason));
  }

  #describeAmpersand(at: number): Diagnostic {
    const entity = /^&[\w.-]*;?/.exec(this.#source.text.slice(at, at + 40))?.[0] ?? "&";
    const reason = entity.endsWith(";") ? `${entity} stands for nothing` : "a lone &";
    const help = "& itself is written &amp;; the others are &lt; &gt; &quot; &apos; and &#…;.";
    return this.#malformed(reason, at, entity.length, help);
  }

  #malformed(reason: string, at: number, length: number, help: string | null): Diagnostic {
    return {
      code: "xml-malformed",
      severity: "error",
      message: `This is not well-formed XML: ${reason}.`,
      place: this.#source.place(Math.max(0, at), length),
      ...(help === null ? {} : { help }),
    };
  }
}

function innerScope(outer: NamespaceScope, attributes: readonly RawAttribute[]): NamespaceScope {
  const declared = attributes.filter(({ name }) => name === "xmlns" || name.startsWith("xmlns:"));
  if (declared.length === 0) return outer;
  const scope = new Map(outer);
  for (const { name, value } of declared) {
    scope.set(name.slice("xmlns:".length), value.text.trim());
  }
  return scope;
}

/** Where the first & from `from` on stands that begins no entity that XML has of its own. */
function loneAmpersand(file: string, from: number): number | null {
  const lone = /&(?!(?:lt|gt|amp|quot|apos|#\d+|#x[\da-fA-F]+);)/g;
  lone.lastIndex = from;
  return lone.exec(file)?.index ?? null;
}

function helpFor(reason: string): string | null {
  if (reason.includes("in tag name")) {
    return "In an equation < is written &lt;, or the equation stands inside <![CDATA[ … ]]>.";
  }
  if (reason.includes("root")) return "An XMILE file has one element <xmile> around everything.";
  if (reason.includes("duplicate attribute")) return "Delete one of the two.";
  return null;
}
