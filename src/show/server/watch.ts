import { watch } from "node:fs";

/** Editors write a file in several goes: this long without a change, and it is one. */
const settled = 120;

/** Calls listeners when something in a folder has changed. */
export interface Watcher {
  /** How many changes there have been. */
  changes(): number;
  onChange(listener: () => void): () => void;
  stop(): void;
}

export function watchFolder(folder: string): Watcher {
  const listeners = new Set<() => void>();
  let timer: NodeJS.Timeout | undefined;
  let count = 0;
  const watcher = watch(folder, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      count++;
      for (const listener of listeners) listener();
    }, settled);
  });
  // A folder that is gone is seen when it is read next.
  watcher.on("error", () => undefined);
  return {
    changes: () => count,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      clearTimeout(timer);
      watcher.close();
    },
  };
}
