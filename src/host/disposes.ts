/** What must be told when it is no longer needed: VS Code's own disposables and ours. */
export interface Disposes {
  dispose(): unknown;
}
