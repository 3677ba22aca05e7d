/**
 * A report as a list of blocks, without any format: `markdown.ts` and `html.ts` write the same
 * blocks. Texts are what people wrote; each writer escapes what its format would take for a mark.
 */
export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: Text }
  /** A sentence that carries a finding, set apart. */
  | { readonly kind: "finding"; readonly text: Text }
  | { readonly kind: "list"; readonly items: readonly Text[] }
  | {
      readonly kind: "table";
      readonly caption: string;
      readonly columns: readonly TableColumn[];
      readonly rows: readonly (readonly string[])[];
    };

export interface TableColumn {
  readonly title: string;
  /** Numbers are set to the right. */
  readonly number?: boolean;
}

export type Text = string | readonly (string | Strong)[];

export interface Strong {
  readonly strong: string;
}

export function heading(level: 1 | 2 | 3, text: string): Block {
  return { kind: "heading", level, text };
}

export function paragraph(text: Text): Block {
  return { kind: "paragraph", text };
}

export function finding(text: Text): Block {
  return { kind: "finding", text };
}

/** No block for an empty list. */
export function list(items: readonly Text[]): readonly Block[] {
  return items.length === 0 ? [] : [{ kind: "list", items }];
}

/** No block for a table without rows. */
export function table(
  caption: string,
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
): readonly Block[] {
  return rows.length === 0 ? [] : [{ kind: "table", caption, columns, rows }];
}

export function strong(text: string): Strong {
  return { strong: text };
}

/** The parts of a text, each plain or strong. */
export function partsOf(text: Text): readonly (string | Strong)[] {
  return typeof text === "string" ? [text] : text;
}
