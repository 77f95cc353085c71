/** Configs without a mistake, to make mistakes in. */
export const valid = {
  data: { type: 'ring', modes: 8, radius: 2, std: 0.02 },
  latent: 8,
  generator: { layers: [{ dense: 16, activation: 'relu' }, { dense: 2 }] },
  discriminator: { layers: [{ dense: 16, activation: 'leaky-relu' }, { dense: 1 }] },
  training: { steps: 100, optimizer: { type: 'adam', learningRate: 0.001 } },
} as const;

/** Without `data`, in text, for data of another kind. */
export function withData(data: unknown, more: object = {}): string {
  return JSON.stringify({ ...valid, data, ...more }, null, 2);
}
