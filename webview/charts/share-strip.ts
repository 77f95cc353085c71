/** A share over time as a strip one pixel high, stretched by the style sheet: full where the share is what it should be. */

export const stripColumns = 120;

/** @param columns shares, NaN where nothing is known @param due the share that fills the strip */
export function drawStrip(canvas: HTMLCanvasElement, columns: Float32Array, due: number, colour: string): void {
  const ctx = canvas.getContext('2d');
  if (ctx === null) return;
  ctx.clearRect(0, 0, columns.length, 1);
  ctx.fillStyle = colour;
  for (const [i, share] of columns.entries()) {
    if (Number.isNaN(share)) continue;
    ctx.globalAlpha = Math.min(1, share / Math.max(due, 1e-9));
    ctx.fillRect(i, 0, 1, 1);
  }
  ctx.globalAlpha = 1;
}
