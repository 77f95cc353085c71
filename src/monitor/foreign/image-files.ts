/**
 * Grids in files of their own: `reals.png` and `fakes000200.png` of StyleGAN, StyleGAN2-ADA and StyleGAN3
 * (NVlabs/stylegan3, training/training_loop.py), `real_samples.png` and `fake_samples_epoch_005.png` of PyTorch's DCGAN
 * (pytorch/examples, dcgan/main.py). The step is the number in the name.
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readdirSync } from 'node:fs';
import type { LogHealth, Tail, TailEvent } from '../../events/index.ts';
import type { LogReader } from './reader.ts';
import { eventOf, imageValue } from './values.ts';

const fakes = /^fakes?(?:[_-]?[a-z_-]*?)(\d+|_init)\.png$/i;
const reals = /^reals?(?:[_-][a-z_-]*?)?(\d*)\.png$/i;
/** Larger files hold more pixels than are looked at. */
const mostBytes = 2 ** 26;

export const imageFiles: LogReader = {
  // All together are one log, which the folder stands for.
  find: (_folder, names) => (names.some((name) => fakes.test(name)) ? ['*.png'] : []),
  open: (folder) => new ImageTail(folder),
  besideEvents: true,
};

class ImageTail implements Tail {
  readonly #folder: string;
  readonly #seen = new Set<string>();
  #behind = false;
  #missing = false;

  constructor(folder: string) {
    this.#folder = folder;
  }

  get behind(): boolean {
    return this.#behind;
  }

  get health(): LogHealth {
    return { damaged: 0, missing: this.#missing, leftOver: 0 };
  }

  /** Real images first, then those of each step, one file at a time. */
  poll(budget = 2 ** 20): TailEvent[] {
    const events: TailEvent[] = [];
    let left = budget;
    this.#behind = false;
    const files = this.#files().filter(({ name }) => !this.#seen.has(name));
    for (const { name, step, tag } of files) {
      if (left <= 0) {
        this.#behind = true;
        break;
      }
      const bytes = whole(join(this.#folder, name));
      if (bytes === undefined) continue;
      this.#seen.add(name);
      left -= bytes.length;
      if (bytes.length > 0) events.push(eventOf(name, 0, step, [imageValue(tag, bytes)]));
    }
    return events;
  }

  #files(): { readonly name: string; readonly step: number; readonly tag: string }[] {
    let names: string[];
    try {
      names = readdirSync(this.#folder);
      this.#missing = false;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      this.#missing = true;
      return [];
    }
    return names
      .flatMap((name) => {
        const real = reals.exec(name);
        if (real !== null) return [{ name, step: Number(real[1]), tag: 'reals' }];
        const fake = fakes.exec(name);
        return fake === null ? [] : [{ name, step: Number(fake[1]) || 0, tag: 'fakes' }];
      })
      .sort((a, b) => a.step - b.step || (a.tag > b.tag ? -1 : a.tag < b.tag ? 1 : a.name < b.name ? -1 : 1));
  }
}

/** A file that has been written to its end (a PNG says so itself); empty where it is too large, undefined while it is not. */
function whole(path: string): Uint8Array | undefined {
  try {
    if (statSync(path).size > mostBytes) return new Uint8Array();
    const bytes = readFileSync(path);
    return bytes.subarray(-8, -4).toString('latin1') === 'IEND' ? bytes : undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
