import type { ArgueDocument } from "#argue/document";
import type { Distribution, Study } from "#study/study";

import type { Payload } from "../../page/payload.js";
import type { Pool } from "../engine/pool.js";
import type { Source } from "../shell/saving.js";
import {
  baseBelief,
  heldPosition,
  playedStudy,
  runsKey,
  sameBelief,
  startChoice,
  studyToArgue,
} from "./choice.js";
import type { Choice } from "./choice.js";
import { highlightOf } from "./links.js";
import { Live } from "./live.js";
import type { Argued, Ghosts, PageState, Play, Replay, Results, Target } from "./shape.js";

/** Futures of a policy while something is moved, and at rest. */
const previewFutures = 64;
const fullFutures = 2000;
/** Of a model, in which nothing is disputed; more than one for those that draw random numbers. */
const modelFutures = 200;
const ghostFutures = 512;
/** Futures of the argument at a first look; the second is as thorough as the published one. */
const firstArgueFutures = 256;
/** Milliseconds without a move after which the reader is at rest. */
const restAfter = 140;
const argueAfter = 700;

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
  readonly #keep = new Map<string, Results>();
  study: Study = $state.raw() as Study;
  document: ArgueDocument | null = $state.raw(null);
  choice: Choice = $state.raw() as Choice;
  results: Results | null = $state.raw(null);
  ghosts: Ghosts = $state.raw({
    previous: null,
    previousMoved: null,
    premises: null,
    levers: null,
  });
  argued: Argued = $state.raw({ document: null, status: "current", progress: 1 });
  watched: readonly string[] = $state.raw([]);
  /** Whether the results are of all futures of what is chosen now. */
  settled: boolean = $state(false);
  /** Why there are no numbers, in words; null where there are. */
  trouble: string | null = $state.raw(null);
  #pointed: Target | null = $state.raw(null);
  #pinned: Target | null = $state.raw(null);
  #history: readonly Choice[] = $state.raw([]);
  #gesture = "";
  #previewing = false;
  #previewed: Choice | null = null;
  #previewAgain = false;
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
    return highlightOf(this.study, target, this.#pointed === null);
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
    this.watched = firstWatched(payload.study);
    this.argued =
      this.#isPublished() && payload.document !== null
        ? { document: payload.document, status: "current", progress: 1 }
        : { document: null, status: "stale", progress: 0 };
  }

  /** Begins to run; the page is there before it. */
  begin(): void {
    void this.#preview().then(() => this.#settle());
  }

  light(target: Target | null): void {
    this.#pointed = target;
  }

  pin(target: Target): void {
    const same = this.#pinned?.kind === target.kind && this.#pinned.key === target.key;
    this.#pinned = same ? null : target;
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
    this.#keep.clear();
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
    const { position, policy } = this.choice;
    this.#change({ position, policy, moved: new Map(), levers: new Map() }, "reset");
    this.#settle();
  }

  replay(policy: string, future: number): Promise<Replay> {
    return this.#live.replay(this.choice, policy, future);
  }

  drawn(): ReadonlyMap<string, Float64Array> {
    return this.#live.drawn(this.choice, this.results?.futures ?? 0);
  }

  get #fullFutures(): number {
    return this.kind === "model" ? modelFutures : fullFutures;
  }

  #isPublished(): boolean {
    return (
      this.choice.moved.size === 0 && this.choice.levers.size === 0 && this.choice.position !== null
    );
  }

  #change(choice: Choice, gesture: string): void {
    if (gesture !== this.#gesture) this.#history = [...this.#history.slice(-99), this.choice];
    this.#gesture = gesture;
    this.#choose(choice);
  }

  /** What was found out about another choice is not about this one. */
  #choose(choice: Choice): void {
    this.choice = choice;
    this.settled = false;
    this.argued =
      this.#isPublished() && this.document !== null
        ? { document: this.document, status: "current", progress: 1 }
        : { ...this.argued, status: "stale", progress: 0 };
  }

  #move(choice: Choice, kind: MoveKind, what: string, resting: boolean): void {
    const gesture = `${kind} ${what}`;
    if (gesture !== this.#gesture) this.#rememberGhost(kind);
    this.#change(choice, gesture);
    this.#pool.stopArguing();
    if (resting) {
      this.#gesture = "";
      this.#settle();
      return;
    }
    void this.#preview();
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#settle(), restAfter);
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
        const { choice } = this;
        const results = await this.#run(choice, previewFutures, "preview");
        if (results === null) continue;
        this.results = results;
        this.#previewed = choice;
      } while (this.#previewAgain);
    } finally {
      this.#previewing = false;
    }
  }

  /** Runs what the reader has come to rest at, then its ghosts, then its argument. */
  #settle(): void {
    clearTimeout(this.#rest);
    clearTimeout(this.#arguing);
    this.#pool.stopArguing();
    const turn = ++this.#turn;
    this.#previewAgain = false;
    void this.#full(turn);
  }

  async #full(turn: number): Promise<void> {
    const { choice } = this;
    const kept = this.#keep.get(runsKey(choice, this.study));
    if (kept === undefined && this.#previewed !== choice) {
      const quick = await this.#run(choice, previewFutures, "preview");
      if (turn !== this.#turn) return;
      if (quick !== null) this.results = quick;
    }
    const results = kept ?? (await this.#run(choice, this.#fullFutures, "full"));
    if (results === null || turn !== this.#turn) return;
    this.#remember(choice, results);
    this.results = results;
    this.settled = true;
    const still = { ...choice, levers: new Map<string, number>() };
    const base = { ...choice, moved: new Map<string, Distribution>() };
    const premises = choice.moved.size > 0 ? await this.#ghost(base) : null;
    const levers = choice.levers.size > 0 ? await this.#ghost(still) : null;
    if (turn !== this.#turn) return;
    this.ghosts = { ...this.ghosts, premises, levers };
    this.#arguing = setTimeout(() => void this.#argue(turn), argueAfter);
  }

  async #ghost(choice: Choice): Promise<Results | null> {
    const kept = this.#keep.get(runsKey(choice, this.study));
    if (kept !== undefined) return kept;
    const results = await this.#run(choice, ghostFutures, "full");
    if (results !== null) this.#remember(choice, results);
    return results;
  }

  #remember(choice: Choice, results: Results): void {
    this.#keep.set(runsKey(choice, this.study), results);
    for (const old of [...this.#keep.keys()].slice(0, -12)) this.#keep.delete(old);
  }

  async #argue(turn: number): Promise<void> {
    if (this.kind === "model") return;
    if (this.#isPublished() && this.document !== null) {
      this.argued = { document: this.document, status: "current", progress: 1 };
      return;
    }
    const study = studyToArgue(this.study, this.choice);
    const last = this.document?.futures ?? fullFutures;
    for (const futures of new Set([Math.min(firstArgueFutures, last), last])) {
      this.argued = { ...this.argued, status: "recomputing", progress: 0 };
      const document = await this.#argueOnce(study, futures);
      if (document === null || turn !== this.#turn) return;
      this.argued = { document, status: "current", progress: 1 };
      // A page of `parley open` comes without its argument, and computes it here.
      if (this.#isPublished()) this.document = document;
    }
  }

  async #argueOnce(study: Study, futures: number): Promise<ArgueDocument | null> {
    const { version } = this;
    try {
      return await this.#pool.argue({
        study,
        futures,
        seed: this.#seed,
        version,
        between: null,
        onProgress: ({ done, total }) => {
          if (this.argued.status !== "recomputing") return;
          this.argued = { ...this.argued, progress: total === 0 ? 0 : done / total };
        },
      });
    } catch (error) {
      this.trouble = error instanceof Error ? error.message : String(error);
      return null;
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

/** The course that the first of the criterion's outcomes is read off. */
function firstWatched(study: Study): readonly string[] {
  const { criterion } = study;
  const key =
    criterion.kind === "loss"
      ? criterion.terms[0]?.outcome
      : criterion.kind === "expected"
        ? criterion.outcome
        : [...study.outcomes.keys()][0];
  const outcome = study.outcomes.get(key ?? "") ?? [...study.outcomes.values()][0];
  return outcome === undefined ? [] : [outcome.variable];
}
