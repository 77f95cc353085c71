/**
 * One value of an event: its tag and kind are known at once, the rest is decoded when asked for, because most readers
 * want few of the tags in a log. A value keeps the piece of the file that it came from alive; keep what it decodes to.
 */
import { PbfReader } from 'pbf';
import { EventError } from './errors.ts';
import { readTensor, type Tensor } from './tensor.ts';

/** `other`: text, audio, metadata without data, and what is not known here. */
export type ValueKind = 'scalar' | 'tensor' | 'image' | 'histogram' | 'text' | 'other';

/** An image as logged, encoded (PNG unless the writer chose otherwise). */
export interface EncodedImage {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
  /** Images in this value; `bytes` is the first. */
  readonly count: number;
}

/** HistogramProto: `counts[i]` samples lie at most at `limits[i]`. */
export interface Histogram {
  readonly min: number;
  readonly max: number;
  readonly number: number;
  readonly sum: number;
  readonly sumOfSquares: number;
  readonly limits: readonly number[];
  readonly counts: readonly number[];
}

export interface EventValue {
  readonly tag: string;
  readonly kind: ValueKind;
  /** TensorBoard's plugin that the tag belongs to (`scalars`, `images`, ...), '' where the log does not say. */
  readonly plugin: string;
  /** @throws EventError `wrong-kind` unless the kind is scalar */
  scalar(): number;
  /** @throws EventError `wrong-kind` unless the value was logged as a tensor; see readTensor for the others */
  tensor(): Tensor;
  /** @throws EventError `wrong-kind` unless the kind is image, `malformed` when there is none in it */
  image(): EncodedImage;
  /** @throws EventError `wrong-kind` unless the kind is histogram */
  histogram(): Histogram;
}

/** Which field of Summary.Value holds the data. */
export const ValueField = { none: 0, scalar: 2, image: 4, histogram: 5, tensor: 8 } as const;

/** A plain scalar: what most of a log is, so it is small. */
export class ScalarValue implements EventValue {
  readonly tag: string;
  readonly plugin: string;
  readonly #number: number;

  constructor(tag: string, plugin: string, number: number) {
    this.tag = tag;
    this.plugin = plugin;
    this.#number = number;
  }

  get kind(): ValueKind {
    return 'scalar';
  }

  scalar(): number {
    return this.#number;
  }

  tensor(): Tensor {
    throw wrongKind(this, 'a tensor');
  }

  image(): EncodedImage {
    throw wrongKind(this, 'an image');
  }

  histogram(): Histogram {
    throw wrongKind(this, 'a histogram');
  }
}

function wrongKind(value: EventValue, wanted: string): EventError {
  return new EventError('wrong-kind', `${value.tag} is not ${wanted} but ${value.kind}`);
}

/** Any other value, as it was found on the wire. */
export class WireValue implements EventValue {
  readonly tag: string;
  readonly kind: ValueKind;
  readonly plugin: string;
  readonly #field: number;
  readonly #bytes: Uint8Array;
  readonly #start: number;
  readonly #end: number;

  /** `start` and `end`: where the field's message lies in `bytes`; `field` is that of Summary.Value. */
  constructor(
    tag: string,
    kind: ValueKind,
    plugin: string,
    field: number,
    bytes: Uint8Array,
    start: number,
    end: number,
  ) {
    this.tag = tag;
    this.kind = kind;
    this.plugin = plugin;
    this.#field = field;
    this.#bytes = bytes;
    this.#start = start;
    this.#end = end;
  }

  scalar(): number {
    if (this.kind !== 'scalar') throw wrongKind(this, 'a scalar');
    const value = this.tensor().data[0];
    if (value === undefined) throw new EventError('malformed', `${this.tag}: a scalar without a number`);
    return value;
  }

  tensor(): Tensor {
    if (this.#field !== ValueField.tensor) throw wrongKind(this, 'a tensor');
    return this.#decode((reader) => readTensor(reader, this.#end, this.tag));
  }

  image(): EncodedImage {
    if (this.kind !== 'image') throw wrongKind(this, 'an image');
    if (this.#field === ValueField.image) return this.#decode((reader) => readImage(reader, this.#end));
    const [width, height, ...images] = this.tensor().strings;
    const first = images[0];
    if (width === undefined || height === undefined || first === undefined) {
      throw new EventError('malformed', `${this.tag}: there is no image in the value`);
    }
    const text = new TextDecoder();
    return {
      width: Number(text.decode(width)),
      height: Number(text.decode(height)),
      bytes: first.slice(),
      count: images.length,
    };
  }

  histogram(): Histogram {
    if (this.kind !== 'histogram') throw wrongKind(this, 'a histogram');
    return this.#decode((reader) => readHistogram(reader, this.#end));
  }

  #decode<T>(read: (reader: PbfReader) => T): T {
    const reader = new PbfReader(this.#bytes);
    reader.pos = this.#start;
    try {
      return read(reader);
    } catch (error) {
      if (error instanceof EventError) throw error;
      throw new EventError('malformed', `${this.tag}: the value cannot be decoded`, { cause: error });
    }
  }
}

function readImage(reader: PbfReader, end: number): EncodedImage {
  const image = { width: 0, height: 0, bytes: new Uint8Array(), count: 1 };
  return reader.readFields(
    (field, result, pbf) => {
      if (field === 1) result.height = pbf.readVarint(true);
      else if (field === 2) result.width = pbf.readVarint(true);
      else if (field === 4) result.bytes = pbf.readBytes().slice();
    },
    image,
    end,
  );
}

function readHistogram(reader: PbfReader, end: number): Histogram {
  const limits: number[] = [];
  const counts: number[] = [];
  const histogram = { min: 0, max: 0, number: 0, sum: 0, sumOfSquares: 0, limits, counts };
  return reader.readFields(
    (field, result, pbf) => {
      if (field === 1) result.min = pbf.readDouble();
      else if (field === 2) result.max = pbf.readDouble();
      else if (field === 3) result.number = pbf.readDouble();
      else if (field === 4) result.sum = pbf.readDouble();
      else if (field === 5) result.sumOfSquares = pbf.readDouble();
      else if (field === 6) pbf.readPackedDouble(limits);
      else if (field === 7) pbf.readPackedDouble(counts);
    },
    histogram,
    end,
  );
}
