/** An element to be written; attributes that are null are left out. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | null>>;
  readonly content: string | readonly XmlNode[];
}

export function node(
  name: string,
  attributes: XmlNode["attributes"] = {},
  content: XmlNode["content"] = [],
): XmlNode {
  return { name, attributes, content };
}

/** A document with one element a line, two spaces a level; the text of an element stays inline. */
export function printXml(root: XmlNode): string {
  const lines = ['<?xml version="1.0" encoding="utf-8"?>'];
  printNode(root, "", lines);
  return `${lines.join("\n")}\n`;
}

function printNode({ name, attributes, content }: XmlNode, indent: string, lines: string[]): void {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === null ? "" : ` ${key}="${escapeAttribute(value)}"`,
  );
  const open = `${indent}<${name}${written.join("")}`;
  if (content.length === 0) lines.push(`${open}/>`);
  else if (typeof content === "string") lines.push(`${open}>${escapeText(content)}</${name}>`);
  else {
    lines.push(`${open}>`);
    for (const child of content) printNode(child, `${indent}  `, lines);
    lines.push(`${indent}</${name}>`);
  }
}

/** What no XML file may have, even escaped (XML 1.0, section 2.2), becomes U+FFFD. */
function allowed(text: string): string {
  return text.replace(/[\p{Cc}\p{Surrogate}\ufffe\uffff]/gu, (character) =>
    "\t\n\r".includes(character) || /[\u007f-\u009f]/u.test(character) ? character : "\ufffd",
  );
}

function escapeText(text: string): string {
  return allowed(text)
    .replace(/&/gu, "&amp;")
    .replace(/</gu, "&lt;")
    .replace(/>/gu, "&gt;")
    .replace(/\r/gu, "&#13;");
}

function escapeAttribute(text: string): string {
  return escapeText(text).replace(/"/gu, "&quot;").replace(/\n/gu, "&#10;").replace(/\t/gu, "&#9;");
}
