import { createHash } from "node:crypto";

import { FolderProblem } from "#store/folder";
import type { Folder } from "#store/folder";

/** Thrown in the place of an operation at which the world stops, and of every one after it. */
export class Stopped extends Error {}

export interface Fault {
  /** Which operation, from 0 on. */
  readonly at: number;
  /** What happens: the process ends before it, in the middle of it, or the disk is full. */
  readonly kind: "stop" | "torn" | "full";
}

/**
 * A disk in memory that forgets as disks do: a name that was made or changed is sure to survive a
 * power failure only once its folder was brought to the disk.
 */
export class MemoryFolder implements Folder {
  readonly log: string[] = [];
  #files = new Map<string, Uint8Array>();
  #durable = new Map<string, Uint8Array>();
  #fault: Fault | null = null;
  #names = 0;
  #generation = 0;

  /**
   * What survives a kill: everything. A power failure: what was brought to the disk, and of the rest
   * what `survives` says, change by change.
   */
  restart(after: "kill" | "power failure", survives: () => boolean = () => false): void {
    if (after === "power failure") {
      const now = this.#files;
      this.#files = new Map(this.#durable);
      for (const path of new Set([...now.keys(), ...this.#durable.keys()])) {
        const bytes = now.get(path);
        if (bytes === this.#durable.get(path) || !survives()) continue;
        if (bytes === undefined) this.#files.delete(path);
        else this.#files.set(path, bytes);
      }
    }
    this.#fault = null;
    this.#generation++;
  }

  failAt(fault: Fault): void {
    this.log.length = 0;
    this.#fault = fault;
  }

  /** Every file by path. */
  get files(): ReadonlyMap<string, Uint8Array> {
    return this.#files;
  }

  overwrite(path: string, bytes: Uint8Array): void {
    this.#files.set(path, bytes);
  }

  async list(path: string): Promise<readonly string[]> {
    this.#step(`list ${path}`);
    const prefix = path === "." ? "" : `${path}/`;
    const names = [...this.#files.keys()]
      .filter((file) => file.startsWith(prefix))
      .map((file) => file.slice(prefix.length).split("/")[0]);
    return Promise.resolve([...new Set(names)]);
  }

  async size(path: string): Promise<number> {
    return (await this.read(path)).length;
  }

  async read(path: string): Promise<Uint8Array> {
    this.#step(`read ${path}`);
    const bytes = this.#files.get(path);
    if (bytes === undefined) throw new FolderProblem("missing", path, "it is not there");
    return Promise.resolve(bytes);
  }

  async slice(path: string, from: number, to: number): Promise<Uint8Array> {
    return (await this.read(path)).slice(from, to);
  }

  async create(path: string, bytes: Uint8Array): Promise<void> {
    const torn = (): void => void this.#files.set(path, bytes.slice(0, bytes.length / 2));
    this.#step(`create ${path}`, torn);
    if (this.#files.has(path)) throw new Error(`${path} is there already`);
    this.#files.set(path, bytes.slice());
    return Promise.resolve();
  }

  async rename(from: string, to: string): Promise<void> {
    this.#step(`rename to ${to}`);
    const bytes = this.#taken(from);
    this.#files.delete(from);
    this.#files.set(to, bytes);
    return Promise.resolve();
  }

  async link(from: string, to: string): Promise<boolean> {
    this.#step(`link to ${to}`);
    if (this.#files.has(to)) return Promise.resolve(false);
    this.#files.set(to, this.#taken(from));
    return Promise.resolve(true);
  }

  async sync(path: string): Promise<void> {
    this.#step(`sync ${path}`);
    const within = (file: string): boolean =>
      path === "." ? !file.includes("/") : file.startsWith(`${path}/`);
    for (const file of this.#durable.keys()) if (within(file)) this.#durable.delete(file);
    for (const [file, bytes] of this.#files) if (within(file)) this.#durable.set(file, bytes);
    return Promise.resolve();
  }

  async makeFolder(path: string): Promise<void> {
    this.#step(`make ${path}`);
    return Promise.resolve();
  }

  async remove(path: string): Promise<void> {
    this.#step(`remove ${path}`);
    this.#files.delete(path);
    return Promise.resolve();
  }

  sha256(bytes: Uint8Array): string {
    return createHash("sha256").update(bytes).digest("hex");
  }

  temporaryName(): string {
    return `${this.#generation}.${this.#names++}`;
  }

  isAbandoned(temporaryName: string): boolean {
    return Number(temporaryName.split(".")[0]) < this.#generation;
  }

  #taken(path: string): Uint8Array {
    const bytes = this.#files.get(path);
    if (bytes === undefined) throw new FolderProblem("missing", path, "it is not there");
    return bytes;
  }

  #step(name: string, torn?: () => void): void {
    const at = this.log.push(name.replace(/\d+\.\d+$/u, "…")) - 1;
    if (this.#fault === null || at < this.#fault.at) return;
    if (this.#fault.kind === "full") {
      // A full disk lets everything pass but writing.
      if (torn === undefined) return;
      torn();
      throw new FolderProblem("full", name, "the disk is full");
    }
    if (at === this.#fault.at && this.#fault.kind === "torn") torn?.();
    throw new Stopped(name);
  }
}
