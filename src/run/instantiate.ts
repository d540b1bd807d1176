import type { ModuleBytes } from '../compile/run-plan.ts';

/** The parts of WebAssembly that are used here; its types belong to the browser's library, which is not loaded. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (
    module: object,
    imports: object,
  ) => { readonly exports: Readonly<Record<string, () => void>> };
  readonly Memory: new (limits: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
};

/** A module with a memory of its own: its functions by name, and the bytes that they work on. */
export interface WasmInstance {
  readonly buffer: ArrayBuffer;
  readonly exports: Readonly<Record<string, () => void>>;
}

/** @returns undefined where the host gives no WebAssembly, or no address space for it */
export function instantiate({ bytes, pages }: ModuleBytes): WasmInstance | undefined {
  try {
    const memory = new WebAssembly.Memory({ initial: pages });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { host: { memory } });
    return { buffer: memory.buffer, exports };
  } catch (e) {
    // No address space is a RangeError, WebAssembly switched off a ReferenceError; anything else is a fault of ours.
    if (e instanceof RangeError || e instanceof ReferenceError) return undefined;
    throw e;
  }
}
