import { FileProblem } from "#study/host";
import type { Host, KernelInstance, WorkerLink } from "#study/host";

/**
 * A worker of the browser as a host: WebAssembly, and further workers at the other ends of `ports`.
 * There are no files: a page has all that it needs.
 */
export function createBrowserHost(ports: readonly MessagePort[], cancelled: () => boolean): Host {
  const free = [...ports];
  return {
    read: (path) => Promise.reject(new FileProblem("missing", path, "A page has no files")),
    instantiate,
    cores: ports.length,
    startWorker: () => {
      const port = free.shift();
      if (port === undefined) return Promise.reject(new Error("there are no more workers"));
      return Promise.resolve(linkOf(port));
    },
    now: () => performance.now(),
    cancelled,
  };
}

/** Compiles and instantiates a kernel with `pages` of memory (64 KiB each) that never grows. */
export async function instantiate(bytes: Uint8Array, pages: number): Promise<KernelInstance> {
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const { instance } = await WebAssembly.instantiate(bytes as Uint8Array<ArrayBuffer>, {
    parley: { memory },
  });
  const run = instance.exports["run"] as unknown as KernelInstance["run"];
  return { memory: memory.buffer as ArrayBuffer, run };
}

/**
 * What lets messages that wait be handled, and then comes back; a timer would wait longer, the fourth
 * time 4 ms.
 */
export function createTurns(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.addEventListener("message", () => waiting.shift()?.());
  port1.start();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(null);
    });
}

function linkOf(port: MessagePort): WorkerLink {
  return {
    send: (message, transfer) => port.postMessage(message, [...transfer]),
    onMessage: (handler) => {
      port.addEventListener("message", ({ data }) => handler(data));
      port.start();
    },
    onFailure: (handler) =>
      port.addEventListener("messageerror", () =>
        handler(new Error("a message of a worker could not be read")),
      ),
    stop: () => {
      port.close();
      return Promise.resolve();
    },
  };
}
