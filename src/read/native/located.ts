import type { z } from "zod";
import type { Place } from "#study/place";
import type { PlaceAt } from "../expression/equation.js";

/*
 * What a file says, in the shape that its zod schema gives, with the place of everything. What is
 * missing or could not be read is undefined: it has been told, and reading goes on with the rest.
 */

/** A value at the end of a key. */
export interface Leaf<T> {
  readonly value: T;
  /** As it is written. */
  readonly text: string;
  readonly place: Place;
  /** The place of a part of `text`. */
  readonly placeAt: PlaceAt;
  /** What YAML takes for a comment behind it, without the `#`. */
  readonly comment: string | null;
}

/** A mapping with keys of the format. */
export interface Fields<Shape extends z.core.$ZodShape> {
  /** Where it begins; or its name, where it stands under one. */
  readonly place: Place;
  readonly fields: { readonly [Key in keyof Shape]: Located<Shape[Key]> | undefined };
  /** The places of the keys that are written, readable or not. */
  readonly keys: ReadonlyMap<string, Place>;
}

/** A mapping from names, which are the author's, to what stands under them; by `keyOf(name)`. */
export interface Names<Value> {
  readonly place: Place;
  readonly entries: ReadonlyMap<string, NamesEntry<Value>>;
}

export interface NamesEntry<Value> {
  readonly name: string;
  readonly key: string;
  /** Of the name. */
  readonly place: Place;
  readonly value: Value | undefined;
}

export interface List<Item> {
  readonly place: Place;
  readonly items: readonly (Item | undefined)[];
}

export interface Tuple<Items extends readonly z.core.$ZodType[]> {
  readonly place: Place;
  readonly items: { readonly [Index in keyof Items]: Located<Items[Index]> | undefined };
}

/** What the reader makes of a schema: structures become the above, all else becomes a leaf. */
export type Located<Schema> =
  Schema extends z.ZodOptional<infer Inner>
    ? Located<Inner>
    : Schema extends z.ZodObject<infer Shape>
      ? Fields<Shape>
      : Schema extends z.ZodRecord<infer _Key, infer Value>
        ? Names<Located<Value>>
        : Schema extends z.ZodArray<infer Item>
          ? List<Located<Item>>
          : Schema extends z.ZodTuple<infer Items extends readonly z.core.$ZodType[], null>
            ? Tuple<Items>
            : Schema extends z.ZodUnion<infer Options extends readonly z.core.$ZodType[]>
              ? Located<Options[number]>
              : Schema extends z.ZodType
                ? Leaf<z.output<Schema>>
                : never;
