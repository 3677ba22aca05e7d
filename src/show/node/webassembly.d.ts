/** The part of the WebAssembly JavaScript interface that the Node host uses; Node's types lack it. */
declare namespace WebAssembly {
  class Memory {
    constructor(descriptor: { readonly initial: number; readonly maximum: number });
    readonly buffer: ArrayBuffer;
  }

  interface Instance {
    readonly exports: Readonly<Record<string, unknown>>;
  }

  function instantiate(
    bytes: Uint8Array,
    imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ): Promise<{ readonly instance: Instance }>;
}
