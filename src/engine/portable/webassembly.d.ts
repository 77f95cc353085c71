/** The few parts of WebAssembly that are used here: Node has them, its types do not. */
declare namespace WebAssembly {
  type Imports = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  class Module {
    private readonly kind: 'module';
  }
  class Instance {
    private readonly kind: 'instance';
  }
  class Memory {
    readonly buffer: SharedArrayBuffer;
  }
  function validate(bytes: Uint8Array): boolean;
  function compile(bytes: Uint8Array): Promise<Module>;
  function instantiate(module: Module, imports: Imports): Promise<Instance>;
}
