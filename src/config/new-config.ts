/** What the New Config command writes: a small run that trains as it is and says what to change. */

export function newConfigText(): string {
  return `// A GAN on eight Gaussians in a ring. Run "Modescope: Start Run" and watch whether all eight get samples.
{
  // The real data. Also: "grid", "mixture" (means of your own), "points" (your own CSV or .npy file).
  "data": { "type": "ring", "modes": 8, "radius": 2, "std": 0.2 },

  // How many random numbers the generator turns into one sample.
  "latent": 16,

  // The last layer has one output for each dimension of the data.
  "generator": {
    "layers": [
      { "dense": 64, "activation": "relu" },
      { "dense": 64, "activation": "relu" },
      { "dense": 2 },
    ],
    // Both learn more slowly towards the end, so that they come to rest.
    "optimizer": { "type": "adam", "learningRate": 0.0005, "beta1": 0.5, "schedule": { "type": "linear", "end": 0.1 } },
  },

  // The last layer has one output: above 0 means "I take this for real".
  "discriminator": {
    "layers": [
      { "dense": 64, "activation": "leaky-relu" },
      { "dense": 64, "activation": "leaky-relu" },
      { "dense": 1 },
    ],
    // Twice as fast as the generator: one that lags behind lets the samples hop from mode to mode.
    "optimizer": { "type": "adam", "learningRate": 0.001, "beta1": 0.5, "schedule": { "type": "linear", "end": 0.1 } },
  },

  // What the two play for: "non-saturating", or "minimax" as first written.
  "objective": "non-saturating",

  "training": {
    "steps": 5000,
    "batch": 128,
    "seed": 1,
    // Who moves first matters: "generator-first" with many generator steps tends to lose modes.
    "order": "discriminator-first",
  },
}
`;
}
