export const vscodeFolder: string;
export function serverNode(): string;
export function findBrowser(): string | undefined;
