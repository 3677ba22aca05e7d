import type { ArgueDocument } from "#argue/document";
import { tick } from "svelte";

import type { Distribution, Study } from "#study/study";

import type { Payload } from "../../page/payload.js";
import type { ArgueRequest, Pool } from "../engine/pool.js";
import type { Source } from "../shell/saving.js";
import { argueInSteps } from "./arguing.js";
import {
  baseBelief,
  heldPosition,
  isUntouched,
  playedStudy,
  runsKey,
  sameBelief,
  startChoice,
  studyToArgue,
} from "./choice.js";
import type { Choice } from "./choice.js";
import { highlightOf } from "./links.js";
import { Kept } from "./kept.js";
import { Live } from "./live.js";
import * as pace from "./pace.js";
import { markMove, measureSinceMove } from "./timing.js";
import { firstWatched } from "./watched.js";
import { noGhosts } from "./shape.js";
import type { Argued, Ghosts, PageState, Play, Replay, Results, Target } from "./shape.js";

const noGlance = { of: "", done: Promise.resolve() };

/** How a move is told apart from the one before: one gesture is one step of undo. */
export type MoveKind = "premises" | "levers";

export class Page implements PageState {
  readonly kind: Payload["kind"];
  readonly version: string;
  readonly warnings: readonly string[];
  /** The page as it was before it came to life. */
  readonly source: Source;
  readonly calm: boolean;
  readonly #pool: Pool;
  readonly #live: Live;
  readonly #seed: number;
  readonly #kept = new Kept();
  study: Study = $state.raw() as Study;
  document: ArgueDocument | null = $state.raw(null);
  choice: Choice = $state.raw() as Choice;
  results: Results | null = $state.raw(null);
  ghosts: Ghosts = $state.raw(noGhosts);
  argued: Argued = $state.raw({ document: null, status: "current", progress: 1 });
  watched: readonly string[] = $state.raw([]);
  /** Whether the results are of all futures of what is chosen now. */
  settled: boolean = $state(false);
  /** Why there are no numbers, in words; null where there are. */
  trouble: string | null = $state.raw(null);
  /** The premise whose slider was asked for last; a new object each time. */
  sought: { readonly key: string } | null = $state.raw(null);
  #pointed: Target | null = $state.raw(null);
  #pinned: Target | null = $state.raw(null);
  #history: readonly Choice[] = $state.raw([]);
  #gesture = "";
  #previewing = false;
  #previewAgain = false;
  /** What is to be run, what the results are of, and of what all futures are under way. */
  #wanted = "";
  #shown = "";
  #underWay = "";
  #glanced = noGlance;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #arguing: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  readonly play: Play = $derived.by(() => ({
    position: this.choice.position,
    held: heldPosition(this.study, this.choice),
    policy: this.choice.policy,
    moved: this.choice.moved,
    levers: this.choice.levers,
    study: playedStudy(this.study, this.choice),
  }));

  readonly highlight = $derived.by(() => {
    const target = this.#pointed ?? this.#pinned;
    if (target === null) return null;
    return highlightOf(this.study, target, this.isPinned(target));
  });

  readonly canUndo = $derived.by(() => this.#history.length > 0);

  constructor(payload: Payload, source: Source, pool: Pool, choice: Choice | null, calm: boolean) {
    this.source = source;
    this.kind = payload.kind;
    this.version = payload.version;
    this.warnings = payload.warnings;
    this.calm = calm;
    this.#pool = pool;
    this.study = payload.study;
    this.document = payload.document;
    this.#seed = payload.document?.seed ?? 1;
    this.#live = new Live(payload.study, pool, this.#seed, payload.kind === "study");
    this.choice = choice ?? startChoice(payload.study);
    this.#wanted = runsKey(this.choice, payload.study);
    this.watched = firstWatched(payload.study);
    this.argued = this.#published() ?? { document: null, status: "stale", progress: 0 };
  }

  /** Begins to run; the page is there before it. */
  begin(): void {
    void this.#preview().then(() => this.#settle());
  }

  light(target: Target | null): void {
    this.#pointed = target;
  }

  pin(target: Target): void {
    if (this.isPinned(target)) this.letGo();
    else this.#pinned = target;
  }

  letGo(): void {
    this.#pinned = null;
    this.#pointed = null;
  }

  /** What is kept lit, whatever is pointed at meanwhile. */
  get pinned(): Target | null {
    return this.#pinned;
  }

  isPinned(target: Target): boolean {
    return this.#pinned?.kind === target.kind && this.#pinned.key === target.key;
  }

  watch(keys: readonly string[]): void {
    if (keys.length === this.watched.length && keys.every((key, at) => key === this.watched[at])) {
      return;
    }
    this.watched = keys;
    this.#kept.clear();
    this.#shown = "";
    this.#underWay = "";
    this.#glanced = noGlance;
    this.#settle();
  }

  choosePosition(key: string | null): void {
    this.#change({ ...this.choice, position: key, moved: new Map() }, `position ${key}`);
    this.#settle();
  }

  choosePolicy(key: string): void {
    if (key === this.choice.policy) return;
    const levers = this.choice.levers;
    this.#change({ ...this.choice, policy: key, levers: new Map() }, `policy ${key}`);
    if (levers.size > 0) this.#settle();
  }

  /** A premise is moved; `resting` where the reader has let go of it. */
  movePremise(key: string, belief: Distribution, resting: boolean): void {
    const moved = new Map(this.choice.moved);
    if (sameBelief(belief, baseBelief(this.study, this.choice.position, key))) moved.delete(key);
    else moved.set(key, belief);
    this.#move({ ...this.choice, moved }, "premises", key, resting);
  }

  moveLever(key: string, value: number, resting: boolean): void {
    const levers = new Map(this.choice.levers);
    const setting = this.study.policies.get(this.choice.policy)?.settings.get(key);
    if (setting?.kind === "value" && setting.value === value) levers.delete(key);
    else levers.set(key, value);
    this.#move({ ...this.choice, levers }, "levers", key, resting);
  }

  resetLever(key: string): void {
    const levers = new Map(this.choice.levers);
    levers.delete(key);
    this.#move({ ...this.choice, levers }, "levers", `reset ${key}`, true);
  }

  /** The premise as another position holds it, or open where that one leaves it open. */
  concede(premise: string, to: string): void {
    this.movePremise(premise, baseBelief(this.study, to, premise), true);
    this.#gesture = "";
  }

  undo(): void {
    const before = this.#history.at(-1);
    if (before === undefined) return;
    this.#history = this.#history.slice(0, -1);
    this.#gesture = "";
    this.#rememberGhost("premises");
    this.#choose(before);
    this.#settle();
  }

  reset(): void {
    this.goTo({ ...this.choice, moved: new Map(), levers: new Map() });
  }

  /** What an address holds, say. */
  goTo(choice: Choice): void {
    this.#change(choice, "elsewhere");
    this.#gesture = "";
    this.#settle();
  }

  replay(policy: string, future: number): Promise<Replay> {
    return this.#live.replay(this.choice, policy, future);
  }

  drawn(before = false): ReadonlyMap<string, Float64Array> {
    const choice = before ? { ...this.choice, moved: new Map() } : this.choice;
    return this.#live.drawn(choice, this.results?.futures ?? 0);
  }

  get #fullFutures(): number {
    return this.kind === "model" ? pace.modelFutures : pace.fullFutures;
  }

  /** The argument of the page, where nothing was moved. */
  #published(): Argued | null {
    if (this.document === null || !isUntouched(this.choice)) return null;
    return { document: this.document, status: "current", progress: 1 };
  }

  #change(choice: Choice, gesture: string): void {
    if (gesture !== this.#gesture) this.#history = [...this.#history.slice(-99), this.choice];
    this.#gesture = gesture;
    this.#choose(choice);
  }

  /** What was found out about another choice is not about this one. */
  #choose(choice: Choice): void {
    this.choice = choice;
    const wanted = runsKey(choice, this.study);
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#underWay = "";
    this.settled = false;
    clearTimeout(this.#arguing);
    this.#pool.stopArguing();
    markMove();
    this.argued = this.#published() ?? { ...this.argued, status: "stale", progress: 0 };
  }

  #move(choice: Choice, kind: MoveKind, what: string, resting: boolean): void {
    const gesture = `${kind} ${what}`;
    if (gesture !== this.#gesture) this.#rememberGhost(kind);
    this.#change(choice, gesture);
    if (resting) {
      this.#gesture = "";
      this.#settle();
      return;
    }
    if (this.#shown !== this.#wanted) void this.#preview();
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#settle(), pace.restAfter);
  }

  #rememberGhost(kind: MoveKind): void {
    if (this.results?.kind === "full") {
      this.ghosts = { ...this.ghosts, previous: this.results, previousMoved: kind };
    }
  }

  /** Runs few futures; what is moved meanwhile is run after it, so that the last move is seen. */
  async #preview(): Promise<void> {
    if (this.#previewing) {
      this.#previewAgain = true;
      return;
    }
    this.#previewing = true;
    try {
      do {
        this.#previewAgain = false;
        await this.#glance();
      } while (this.#previewAgain);
    } finally {
      this.#previewing = false;
    }
  }

  /** Shows few futures of what is chosen; asked again meanwhile, it is the same glance. */
  #glance(): Promise<void> {
    if (this.#glanced.of !== this.#wanted) {
      this.#glanced = { of: this.#wanted, done: this.#show(this.choice, this.#wanted) };
    }
    return this.#glanced.done;
  }

  async #show(choice: Choice, of: string): Promise<void> {
    const results = await this.#run(choice, pace.previewFutures, "preview");
    if (results === null) {
      if (this.#glanced.of === of) this.#glanced = noGlance;
      return;
    }
    if (this.#shown === this.#wanted) return;
    this.results = results;
    this.#shown = of;
    measureSinceMove("preview");
  }

  /** Runs what the reader has come to rest at, then its ghosts, then its argument. */
  #settle(): void {
    clearTimeout(this.#rest);
    // To let go of what has stood still is no move.
    if (this.#underWay === this.#wanted) return;
    clearTimeout(this.#arguing);
    this.#pool.stopArguing();
    const turn = ++this.#turn;
    this.#previewAgain = false;
    void this.#full(turn);
  }

  async #full(turn: number): Promise<void> {
    const { choice } = this;
    const wanted = this.#wanted;
    const isOver = (): boolean => turn !== this.#turn || wanted !== this.#wanted;
    this.#underWay = wanted;
    const kept = this.#kept.of(wanted);
    if (kept === undefined && this.#shown !== wanted) {
      await this.#glance();
      if (isOver()) return;
    }
    const results = kept ?? (await this.#run(choice, this.#fullFutures, "full"));
    if (isOver()) return;
    if (results === null) {
      this.#underWay = "";
      return;
    }
    this.#kept.remember(wanted, results);
    this.results = results;
    this.#shown = wanted;
    this.settled = true;
    measureSinceMove("full");
    void tick().then(() => requestAnimationFrame(() => measureSinceMove("drawn")));
    const still = { ...choice, levers: new Map<string, number>() };
    const base = { ...choice, moved: new Map<string, Distribution>() };
    const premises = choice.moved.size > 0 ? await this.#ghost(base) : null;
    const levers = choice.levers.size > 0 ? await this.#ghost(still) : null;
    const both = choice.moved.size > 0 && choice.levers.size > 0;
    const unmoved = both ? await this.#ghost({ ...base, levers: still.levers }) : null;
    if (isOver()) return;
    this.ghosts = { ...this.ghosts, premises, levers, base: unmoved ?? premises ?? levers };
    this.#pool.warm();
    this.#arguing = setTimeout(() => void this.#argue(turn), pace.argueAfter);
  }

  async #ghost(choice: Choice): Promise<Results | null> {
    const of = runsKey(choice, this.study);
    const kept = this.#kept.of(of) ?? this.#kept.of(`ghost ${of}`);
    if (kept !== undefined) return kept;
    const results = await this.#run(choice, pace.ghostFutures, "full");
    // Of fewer futures than are shown where it is gone back to.
    if (results !== null) this.#kept.remember(`ghost ${of}`, results);
    return results;
  }

  async #argue(turn: number): Promise<void> {
    if (this.kind === "model") return;
    const published = this.#published();
    if (published !== null) {
      this.argued = published;
      return;
    }
    const study = studyToArgue(this.study, this.choice);
    const futures = this.document?.futures ?? pace.fullFutures;
    this.argued = { ...this.argued, status: "recomputing", progress: 0, firstLook: false };
    const onProgress: ArgueRequest["onProgress"] = ({ done, total }) => {
      if (this.argued.status !== "recomputing") return;
      this.argued = { ...this.argued, progress: total === 0 ? 0 : done / total };
    };
    const request = { study, futures, seed: this.#seed, version: this.version, onProgress };
    try {
      for await (const document of argueInSteps(this.#pool, request)) {
        if (turn !== this.#turn) return;
        const firstLook = document.futures < futures;
        const status = firstLook ? "recomputing" : "current";
        this.argued = { document, status, progress: 0, firstLook };
        // A page of `parley open` comes without its argument, and computes it here.
        if (isUntouched(this.choice)) this.document = document;
      }
    } catch (error) {
      this.trouble = error instanceof Error ? error.message : String(error);
    }
  }

  async #run(choice: Choice, futures: number, kind: Results["kind"]): Promise<Results | null> {
    try {
      const results = await this.#live.run(choice, futures, kind, this.watched);
      if (results !== null) this.trouble = null;
      return results;
    } catch (error) {
      this.trouble = error instanceof Error ? error.message : String(error);
      return null;
    }
  }
}
