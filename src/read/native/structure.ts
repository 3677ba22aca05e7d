import {
  isMap,
  isScalar,
  isSeq,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { z } from "zod";
import { keyOf } from "#study/name";
import { nearestName } from "#study/near-miss";
import type { Place } from "#study/place";
import { pairsOf } from "./flow-pairs.js";
import { hintForLeaf } from "./leaf-hints.js";
import { LeftToDo } from "./left-to-do.js";
import type { Leaf, List, Located, Names, NamesEntry } from "./located.js";
import { placesInScalar } from "./offsets.js";
import { counted, suggestion, type Extra, type Report } from "./report.js";
import { behindAlias, type YamlText } from "./yaml-text.js";

/** A node and what it stands under, for places and messages. */
interface Slot {
  readonly node: ParsedNode | null;
  /** Of the key or name that it stands under. */
  readonly at: Place;
  readonly key: string;
  /** Whether this is part of what stands under a name of the author's. */
  readonly inEntry: boolean;
}

/**
 * Reads the tree of a YAML file along a zod schema: every key is known, every value has the type
 * that the schema asks for, every name is there once. What is wrong is told with its place and in
 * our words, and is undefined in the result; reading goes on with the rest.
 */
export function readStructure<Schema extends z.ZodType>(
  yaml: YamlText,
  schema: Schema,
  report: Report,
): Located<Schema> | undefined {
  const at = yaml.source.place(yaml.root.range[0]);
  const reader = new StructureReader(yaml, report);
  return reader.read(schema, { node: yaml.root, at, key: "", inEntry: false }) as
    Located<Schema> | undefined;
}

class StructureReader {
  readonly #yaml: YamlText;
  readonly #report: Report;
  readonly #leftToDo: LeftToDo;

  constructor(yaml: YamlText, report: Report) {
    this.#yaml = yaml;
    this.#report = report;
    this.#leftToDo = new LeftToDo(report);
  }

  /** One of the shapes of `located.ts`, by the schema's kind. */
  read(schema: z.core.$ZodType, slot: Slot): unknown {
    const node = slot.node === null ? null : behindAlias(this.#yaml, slot.node, this.#report);
    if (node === undefined) return undefined;
    const target = { ...slot, node };
    if (schema instanceof z.ZodOptional) return this.read(schema.unwrap(), target);
    if (schema instanceof z.ZodObject) return this.#fields(schema, target);
    if (schema instanceof z.ZodRecord) return this.#names(schema, target);
    if (schema instanceof z.ZodArray) return this.#list(schema, target);
    if (schema instanceof z.ZodTuple) return this.#tuple(schema, target);
    if (schema instanceof z.ZodUnion) return this.read(this.#option(schema, node), target);
    return this.#leaf(schema as z.ZodType, target);
  }

  /** The option of the shape that is written; the first where none is, which then says so. */
  #option(schema: z.ZodUnion, node: ParsedNode | null): z.core.$ZodType {
    // Keys without values are an equation in braces; what is no YAML is told already.
    const isMeant =
      isMap(node) &&
      !(node.flow === true && node.items.some((pair) => pair.value === null)) &&
      !this.#yaml.broken.has(this.#placeOf(node).line);
    const fits = (option: unknown) =>
      isMeant
        ? isMapping(option)
        : isSeq(node)
          ? isList(option)
          : !isMapping(option) && !isList(option);
    return schema.options.find(fits) ?? schema.options[0];
  }

  #fields(schema: z.ZodObject, slot: Slot): unknown {
    const what = titleOf(schema);
    const keys = new Map<string, Place>();
    const misspelt = new Set<string>();
    const fields: Record<string, unknown> = Object.create(null);
    const shape = schema.shape;
    for (const pair of this.#pairs(slot, `be ${what}, with keys of its own`) ?? []) {
      const key = this.#keyText(pair.key);
      if (key === undefined) continue;
      const at = this.#placeOf(pair.key);
      const first = keys.get(key);
      if (first !== undefined) {
        this.#tell("duplicate-key", `\`${key}\` stands here a second time.`, at, {
          related: [{ message: "The first one.", place: first }],
        });
        continue;
      }
      if (!Object.hasOwn(shape, key)) {
        const help = suggestion(key, Object.keys(shape), "keys");
        this.#tell("unknown-key", `\`${key}\` is no key of ${what}.`, at, { help });
        const meant = nearestName(key, Object.keys(shape));
        if (meant !== undefined) misspelt.add(meant);
        continue;
      }
      keys.set(key, at);
      if (!pair.split) fields[key] = this.read(shape[key], { ...slot, node: pair.value, at, key });
    }
    if (!isMap(slot.node) && !isEmpty(slot.node)) return undefined;
    for (const [key, field] of Object.entries(shape)) {
      if (keys.has(key) || misspelt.has(key) || field instanceof z.ZodOptional) continue;
      const description = field instanceof z.ZodType ? field.meta()?.description : undefined;
      const help = description === undefined ? undefined : `\`${key}\`: ${description}`;
      const subject = slot.key === "" ? "The file" : `\`${slot.key}\``;
      this.#tell("missing-key", `${subject} has no \`${key}\`.`, slot.at, { help });
    }
    return { place: slot.at, fields, keys };
  }

  #names(schema: z.ZodRecord, slot: Slot): Names<unknown> | undefined {
    const pairs = this.#pairs(slot, `hold ${titleOf(schema)}`);
    if (pairs === undefined) return undefined;
    const entries = new Map<string, NamesEntry<unknown>>();
    for (const pair of pairs) {
      const name = this.#keyText(pair.key);
      if (name === undefined) continue;
      const place = this.#placeOf(pair.key);
      const key = keyOf(name);
      const first = entries.get(key);
      if (first !== undefined) {
        const help =
          first.name === name
            ? undefined
            : `\`${first.name}\` and \`${name}\` are one name: case, spaces and underscores do not count.`;
        this.#tell("duplicate-name", `\`${name}\` stands here a second time.`, place, {
          help,
          related: [{ message: "The first one.", place: first.place }],
        });
        continue;
      }
      this.#leftToDo.name(name, place);
      const inner = { node: pair.value, at: place, key: name, inEntry: true };
      const read = () => (pair.split ? undefined : this.read(schema.valueType, inner));
      const value = this.#leftToDo.within(name, place, read);
      entries.set(key, { name, key, place, value });
    }
    return { place: slot.at, entries };
  }

  #list(schema: z.ZodArray, slot: Slot): List<unknown> | undefined {
    const node = this.#sequence(slot, titleOf(schema), true);
    if (node === undefined) return undefined;
    if (node.items.length === 0 && !schema.safeParse([]).success) {
      this.#tell("empty-list", `\`${slot.key}\` is an empty list.`, this.#placeOf(node));
      return undefined;
    }
    const items = node.items.map((item) =>
      this.read(schema.element, { ...slot, node: item, at: this.#placeOf(item) }),
    );
    return { place: slot.at, items };
  }

  #tuple(schema: z.ZodTuple, slot: Slot): unknown {
    const title = titleOf(schema);
    const node = this.#sequence(slot, title, false);
    if (node === undefined) return undefined;
    const parts = schema.def.items;
    if (node.items.length !== parts.length) {
      const found = counted(node.items.length, "value");
      const message = `${this.#subject(slot)} should be ${title}; here ${node.items.length === 1 ? "is" : "are"} ${found}.`;
      this.#tell("wrong-shape", message, this.#placeOf(node));
      return undefined;
    }
    const items = node.items.map((item, index) =>
      this.read(parts[index], { ...slot, node: item, at: this.#placeOf(item) }),
    );
    return { place: slot.at, items };
  }

  #leaf(schema: z.ZodType, slot: Slot): Leaf<unknown> | undefined {
    const { node } = slot;
    const title = titleOf(schema);
    if (node === null || isEmpty(node)) {
      const message = `${this.#subject(slot)} has no value.`;
      this.#tell("missing-value", message, slot.at, { help: `Here ${title} should stand.` });
      return undefined;
    }
    if (!isScalar(node)) {
      const found = isSeq(node) ? "a list" : "keys of their own";
      const message = `${this.#subject(slot)} should be ${title}, and here ${isSeq(node) ? "is" : "are"} ${found}.`;
      const help =
        isMap(node) && node.flow === true
          ? "Inside `{…}` YAML reads keys. An equation with a comment is written below `key: |`."
          : undefined;
      this.#tell("wrong-shape", message, this.#placeOf(node), { help });
      return undefined;
    }
    return this.#scalar(schema, node, slot);
  }

  #scalar(schema: z.ZodType, node: Scalar.Parsed, slot: Slot): Leaf<unknown> | undefined {
    const written = String(node.value);
    const place = this.#placeOf(node);
    const input = schema instanceof z.ZodBoolean ? truthValues.get(written) : written;
    const result = schema.safeParse(input);
    if (!result.success) {
      const shown = written.length > 60 ? `${written.slice(0, 60)}…` : written;
      const message = `${this.#subject(slot)} should be ${titleOf(schema)}; here is \`${shown}\`.`;
      const help = hintForLeaf(schema, slot.key, written);
      this.#tell("wrong-value", message, place, { help });
      return undefined;
    }
    this.#leftToDo.value(slot.key, written, place, slot.inEntry);
    const [start, end] = node.range;
    const placeAt = placesInScalar(this.#yaml.source, written, start, end);
    return { value: result.data, text: written, place, placeAt, comment: node.comment ?? null };
  }

  #pairs(slot: Slot, what: string) {
    const { node } = slot;
    if (isMap(node)) return pairsOf(node as YAMLMap.Parsed, this.#yaml.source, this.#report);
    if (node === null || isEmpty(node)) return [];
    const found = isSeq(node) ? "a list" : `\`${firstLine(node)}\``;
    const message = `${this.#subject(slot)} should ${what}; here is ${found}.`;
    const help = isSeq(node)
      ? "Write `name:` and what belongs to it, indented, without the dash."
      : "Write each key on a line of its own, indented.";
    this.#tell("wrong-shape", message, this.#placeOf(node), { help });
    return undefined;
  }

  #sequence(slot: Slot, what: string, open: boolean): YAMLSeq.Parsed | undefined {
    const { node } = slot;
    if (isSeq(node)) return node as YAMLSeq.Parsed;
    const empty = node === null || isEmpty(node);
    const found = empty ? "nothing" : isMap(node) ? "a mapping" : `\`${firstLine(node)}\``;
    const message = `${this.#subject(slot)} should be ${what}; here is ${found}.`;
    const help = open && !empty ? "Write a list: a line `- …` for each." : undefined;
    this.#tell("wrong-shape", message, empty ? slot.at : this.#placeOf(node), { help });
    return undefined;
  }

  #keyText(key: ParsedNode): string | undefined {
    const node = behindAlias(this.#yaml, key, this.#report);
    if (node === undefined) return undefined;
    if (isScalar(node) && String(node.value).trim() !== "") return String(node.value);
    this.#tell("bad-key", "A key is a name on one line, followed by a colon.", this.#placeOf(key));
    return undefined;
  }

  #subject(slot: Slot): string {
    return slot.key === "" ? "The file" : `\`${slot.key}\``;
  }

  /** Errors on a line that is no YAML are consequences. */
  #tell(code: string, message: string, place: Place, extra: Extra = {}): void {
    if (!this.#yaml.broken.has(place.line)) this.#report.error(code, message, place, extra);
  }

  #placeOf(node: unknown): Place {
    const { range, flow } = node as { range: readonly [number, number, number]; flow?: boolean };
    const whole = isScalar(node) || flow === true;
    return this.#yaml.source.place(range[0], whole ? Math.max(1, range[1] - range[0]) : 1);
  }
}

function isMapping(schema: unknown): boolean {
  return schema instanceof z.ZodObject || schema instanceof z.ZodRecord;
}

function isList(schema: unknown): boolean {
  return schema instanceof z.ZodArray || schema instanceof z.ZodTuple;
}

const truthValues: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["false", false],
]);

function titleOf(schema: z.ZodType): string {
  return schema.meta()?.title ?? "something else";
}

/** Nothing behind the colon. */
function isEmpty(node: ParsedNode | null): boolean {
  return node === null || (isScalar(node) && node.value === "" && node.type === "PLAIN");
}

function firstLine(node: unknown): string {
  const text = isScalar(node) ? String(node.value) : "";
  const line = text.split(/[\r\n]/)[0];
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
