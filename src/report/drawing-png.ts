/**
 * A drawing as PNG, on white. Letters are strokes (the Hershey font "Sans 1-stroke"), so that no font file and no
 * graphics library is needed. Everything is drawn three times as large and averaged, which smooths its edges.
 */
import { encode } from 'fast-png';
import { futural } from 'hersheytext/hersheytext.min.json';
import type { Drawing, Ink, Mark } from './drawing.ts';

/** Pixels along a side from which one is averaged. */
const fine = 3;
/** Pixels of the file to a unit of the drawing: readable on screens of today and in print. */
const scale = 2;

type Colour = readonly [number, number, number];

const palette: Readonly<Record<Ink, Colour>> = {
  text: [28, 30, 33],
  faint: [99, 104, 111],
  grid: [217, 220, 225],
  0: [21, 101, 192],
  1: [194, 87, 12],
  2: [46, 125, 50],
  3: [142, 36, 170],
  4: [0, 121, 107],
  5: [173, 20, 87],
};

export function pngOf({ width, height, marks }: Drawing): Uint8Array {
  const canvas = new Canvas(width, height);
  for (const mark of marks) draw(canvas, mark);
  return canvas.encode();
}

function draw(canvas: Canvas, mark: Mark): void {
  const colour = palette[mark.ink];
  switch (mark.kind) {
    case 'line':
      canvas.stroke(mark.points, mark.width, colour, 1);
      return;
    case 'dots':
      for (let i = 0; i < mark.points.length; i += 2) {
        const at = mark.points.slice(i, i + 2);
        canvas.stroke([...at, ...at], mark.width, colour, 0.6);
      }
      return;
    case 'band':
      canvas.fill(mark.x, mark.y, mark.width, mark.height, colour, 0.14);
      return;
    case 'text':
      for (const stroke of strokesOf(mark)) canvas.stroke(stroke, 1.1, colour, 1);
  }
}

/** Units of the font that a unit of the drawing has: capitals are 21 high and become 9. */
const letterScale = 9 / 21;
/** The font's baseline, in its units. */
const baseline = 22;

/** The strokes of a text's letters. A character that the font lacks is drawn as a question mark. */
function strokesOf({ x, y, text, anchor }: Extract<Mark, { kind: 'text' }>): number[][] {
  const letters = Array.from(text, (character) => {
    if (character === ' ') return { d: '', o: 8 };
    return futural.chars[character.charCodeAt(0) - 33] ?? futural.chars['?'.charCodeAt(0) - 33]!;
  });
  // `o` is half of what a letter takes.
  const length = letters.reduce((sum, { o }) => sum + 2 * o, 0) * letterScale;
  let left = x - (anchor === 'start' ? 0 : anchor === 'middle' ? length / 2 : length);
  return letters.flatMap(({ d, o }) => {
    const from = left;
    left += 2 * o * letterScale;
    return d.split('M').flatMap((stroke) => {
      const numbers = stroke.match(/-?\d+(?:\.\d+)?/g)?.map(Number) ?? [];
      if (numbers.length < 4) return [];
      return [numbers.map((n, i) => (i % 2 === 0 ? from + n * letterScale : y + (n - baseline) * letterScale))];
    });
  });
}

class Canvas {
  readonly #width: number;
  readonly #height: number;
  readonly #pixels: Float32Array;
  /** Which stroke last touched a pixel: one that crosses itself is not drawn twice. */
  readonly #touched: Int32Array;
  #strokes = 0;

  constructor(width: number, height: number) {
    this.#width = Math.ceil(width * scale) * fine;
    this.#height = Math.ceil(height * scale) * fine;
    this.#pixels = new Float32Array(3 * this.#width * this.#height).fill(255);
    this.#touched = new Int32Array(this.#width * this.#height);
  }

  fill(x: number, y: number, width: number, height: number, colour: Colour, opacity: number): void {
    this.#strokes++;
    const [left, right] = [Math.max(0, Math.round(x * scale * fine)), Math.round((x + width) * scale * fine)];
    const [top, bottom] = [Math.max(0, Math.round(y * scale * fine)), Math.round((y + height) * scale * fine)];
    for (let py = top; py < Math.min(bottom, this.#height); py++) {
      for (let px = left; px < Math.min(right, this.#width); px++) this.#blend(px, py, colour, opacity);
    }
  }

  /** A line through points with round ends: all pixels within half its width of one of its pieces. */
  stroke(points: readonly number[], width: number, colour: Colour, opacity: number): void {
    this.#strokes++;
    const unit = scale * fine;
    const reach = Math.max(1, width * unit) / 2;
    for (let i = 0; i + 3 < points.length; i += 2) {
      const [ax, ay, bx, by] = points.slice(i, i + 4).map((each) => each * unit) as [number, number, number, number];
      const [dx, dy] = [bx - ax, by - ay];
      const length = dx * dx + dy * dy;
      const top = Math.max(0, Math.floor(Math.min(ay, by) - reach));
      const bottom = Math.min(this.#height - 1, Math.ceil(Math.max(ay, by) + reach));
      const left = Math.max(0, Math.floor(Math.min(ax, bx) - reach));
      const right = Math.min(this.#width - 1, Math.ceil(Math.max(ax, bx) + reach));
      for (let py = top; py <= bottom; py++) {
        for (let px = left; px <= right; px++) {
          const [ox, oy] = [px + 0.5 - ax, py + 0.5 - ay];
          const along = length === 0 ? 0 : Math.max(0, Math.min(1, (ox * dx + oy * dy) / length));
          if ((ox - along * dx) ** 2 + (oy - along * dy) ** 2 <= reach * reach) this.#blend(px, py, colour, opacity);
        }
      }
    }
  }

  encode(): Uint8Array {
    const [width, height] = [this.#width / fine, this.#height / fine];
    const data = new Uint8Array(3 * width * height);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        for (let c = 0; c < 3; c++) data[3 * (y * width + x) + c] = this.#mean(x * fine, y * fine, c);
      }
    }
    return encode({ width, height, data, channels: 3, depth: 8 });
  }

  #mean(left: number, top: number, channel: number): number {
    let sum = 0;
    for (let y = top; y < top + fine; y++) {
      for (let x = left; x < left + fine; x++) sum += this.#pixels[3 * (y * this.#width + x) + channel]!;
    }
    return Math.round(sum / (fine * fine));
  }

  #blend(x: number, y: number, colour: Colour, opacity: number): void {
    const at = y * this.#width + x;
    if (this.#touched[at] === this.#strokes) return;
    this.#touched[at] = this.#strokes;
    for (let c = 0; c < 3; c++) {
      const before = this.#pixels[3 * at + c]!;
      this.#pixels[3 * at + c] = before + opacity * (colour[c]! - before);
    }
  }
}
