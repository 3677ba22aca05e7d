import type { KernelInstance } from "#study/host";

/** `Instantiator.instantiate` by the WebAssembly of Node and browsers alike. */
export async function instantiate(bytes: Uint8Array, pages: number): Promise<KernelInstance> {
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const { instance } = await WebAssembly.instantiate(Uint8Array.from(bytes), {
    parley: { memory },
  });
  return { memory: memory.buffer, run: instance.exports.run as KernelInstance["run"] };
}
