/** What a person sees in the panel of a run. */
import type { FrameLocator, Locator } from 'playwright-core';

export class RunPage {
  readonly #frame: FrameLocator;

  constructor(frame: FrameLocator) {
    this.#frame = frame;
  }

  get title(): Locator {
    return this.#frame.locator('h1');
  }

  get state(): Locator {
    return this.#frame.locator('header .state');
  }

  get findings(): Locator {
    return this.#frame.locator('section.findings');
  }

  /** The slider through all logged samples. */
  get history(): Locator {
    return this.#frame.locator('.history input');
  }

  /** Rows of the table of modes. */
  get modes(): Locator {
    return this.#frame.locator('section.modes tbody tr');
  }

  /** The samples as points. */
  get canvas(): Locator {
    return this.#frame.locator('section.samples canvas').first();
  }

  /** A switch above the samples. */
  choice(name: string): Locator {
    return this.#frame.locator('section.samples').getByRole('checkbox', { name });
  }

  /**
   * What is drawn among the samples at a place of their plane, RGBA.
   * @param reach what the picture shows of each axis, from -reach to reach
   */
  pixelAt(x: number, y: number, reach: number): Promise<number[]> {
    return this.canvas.evaluate(
      (element, place) => {
        const canvas = element as HTMLCanvasElement;
        const scale = Math.min(canvas.width, canvas.height) / (2 * place.reach);
        const left = Math.round(canvas.width / 2 + place.x * scale);
        const top = Math.round(canvas.height / 2 - place.y * scale);
        return Array.from(canvas.getContext('2d')!.getImageData(left, top, 1, 1).data);
      },
      { x, y, reach },
    );
  }

  /** The sample that is looked at. */
  get inspected(): Locator {
    return this.#frame.locator('.inspected');
  }

  /** What opens the projection. */
  get fold(): Locator {
    return this.#frame.locator('section.projection .fold');
  }

  get layout(): Locator {
    return this.#frame.locator('section.projection select').first();
  }

  /** How far the layout can be believed. */
  get trust(): Locator {
    return this.#frame.locator('section.projection').getByText(/trustworthiness/);
  }

  /** What a screen reader says of the projection. */
  projection(): Promise<string> {
    return this.#frame.locator('section.projection canvas').getAttribute('aria-label').then(textOf);
  }

  /** A finding in full. */
  get explanation(): Locator {
    return this.#frame.locator('.explain');
  }

  button(name: string): Locator {
    return this.#frame.getByRole('toolbar', { name: 'Run' }).getByRole('button', { name });
  }

  /** One of the facts below the head line. */
  fact(words: string): Locator {
    return this.#frame.locator('header .facts').getByText(words, { exact: true });
  }

  /** The step that the head line names. */
  async step(): Promise<number> {
    return Number(await this.#frame.getByRole('progressbar').getAttribute('aria-valuenow'));
  }

  async samplesThere(): Promise<boolean> {
    return (await this.#frame.locator('section.samples canvas').count()) > 0;
  }

  /** What a screen reader says of the samples: how many, at which step, how many modes. */
  samples(): Promise<string> {
    return this.#frame.locator('section.samples canvas').getAttribute('aria-label').then(textOf);
  }

  /** What it says of the chart of losses: the last values, at which step. */
  losses(): Promise<string> {
    return this.#frame.locator('.chart .plot').first().getAttribute('aria-label').then(textOf);
  }

  /** Generated images, and real ones beside them, each as one picture of many. */
  mosaics(): Locator {
    return this.#frame.locator('section.mosaic canvas');
  }

  /** What is drawn in the first of them. */
  mosaic(): Promise<Drawing> {
    return drawingOf(this.mosaics().first());
  }

  /** Numbers that stand for what is drawn: other pixels, other numbers. */
  async drawn(): Promise<{ readonly curves: Drawing; readonly samples: Drawing }> {
    return {
      curves: await drawingOf(this.#frame.locator('.chart .plot canvas').first()),
      samples: await this.samplesDrawn(),
    };
  }

  samplesDrawn(): Promise<Drawing> {
    return drawingOf(this.canvas);
  }
}

export interface Drawing {
  /** How many colours there are: one on a blank canvas. */
  readonly colours: number;
  /** Of all pixels. */
  readonly checksum: number;
}

function drawingOf(canvas: Locator): Promise<Drawing> {
  return canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const { data } = (element as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
    const pixels = new Uint32Array(data.buffer);
    let checksum = 0;
    for (const pixel of pixels) checksum = (Math.imul(checksum, 31) + pixel) | 0;
    return { colours: new Set(pixels).size, checksum };
  });
}

function textOf(attribute: string | null): string {
  return attribute ?? '';
}
