/** Points on a canvas, by the thousand. */

export interface Dot {
  readonly image: HTMLCanvasElement;
  /** Of its sides, in CSS pixels. */
  readonly size: number;
}

/** An empty canvas with as many pixels as it has on the screen, to be drawn on in CSS pixels. Null where it has no size. */
export function fit(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  const { clientWidth: width, clientHeight: height } = canvas;
  const ctx = canvas.getContext('2d');
  if (ctx === null || width === 0 || height === 0) return null;
  const ratio = devicePixelRatio;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, width, height);
  return ctx;
}

/** One point as a picture: thousands of copies are far quicker than thousands of arcs, and overlaps add up. */
export function dot(colour: string, radius: number, alpha: number, ratio: number): Dot {
  return drawnOnce(2 * radius + 2, radius, ratio, (ctx) => {
    ctx.globalAlpha = alpha;
    ctx.fillStyle = colour;
    ctx.fill();
  });
}

/** A circle around a point, in the same way. */
export function ring(colour: string, radius: number, width: number, ratio: number): Dot {
  return drawnOnce(2 * (radius + width), radius, ratio, (ctx) => {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.stroke();
  });
}

/** @param paint the circle that is the path of the context */
function drawnOnce(size: number, radius: number, ratio: number, paint: (ctx: CanvasRenderingContext2D) => void): Dot {
  const image = document.createElement('canvas');
  image.width = image.height = Math.ceil(size * ratio);
  const ctx = image.getContext('2d');
  if (ctx !== null) {
    ctx.scale(ratio, ratio);
    ctx.beginPath();
    ctx.arc(size / 2, size / 2, radius, 0, 2 * Math.PI);
    paint(ctx);
  }
  return { image, size };
}
