/**
 * Event and Summary protos (tensorflow/core/util/event.proto, framework/summary.proto) to events. What a scan of a long
 * log does per record is here, so it makes few objects: one per event and one per value.
 */
import { PbfReader } from 'pbf';
import { readTensorHead } from './tensor.ts';
import { ScalarValue, ValueField, WireValue, type EventValue, type ValueKind } from './value.ts';

/** One record of a log. */
export interface LogEvent {
  readonly type: 'event';
  /** Name of the file in its folder. */
  readonly file: string;
  /** Where the record begins in the file. */
  readonly offset: number;
  /** Seconds since 1970. */
  readonly wallTime: number;
  readonly step: number;
  readonly values: readonly EventValue[];
  /** The writer says that it (re)starts at `step`: what was logged at this step and later is void. */
  readonly sessionStart: boolean;
}

/**
 * Which plugin a tag belongs to. Writers may say so only in the first event of a tag, so this is kept for as long as a
 * file is read.
 */
export class Tags {
  readonly #plugins = new Map<string, string>();
  readonly #names = new Map<number, { readonly bytes: Uint8Array; readonly text: string }>();

  plugin(tag: string): string {
    return this.#plugins.get(tag) ?? '';
  }

  learn(tag: string, plugin: string): void {
    this.#plugins.set(tag, plugin);
  }

  /** The string in `bytes` from `start` to `end`; a log repeats few tags, and decoding one is slow. */
  text(bytes: Uint8Array, start: number, end: number): string {
    let hash = end - start;
    for (let i = start; i < end; i++) hash = Math.imul(hash, 31) + bytes[i]!;
    const known = this.#names.get(hash);
    if (known !== undefined && same(known.bytes, bytes, start, end)) return known.text;
    const piece = bytes.slice(start, end);
    const text = utf8.decode(piece);
    if (this.#names.size < 4096) this.#names.set(hash, { bytes: piece, text });
    return text;
  }
}

const utf8 = new TextDecoder();
const none: EventValue[] = [];

function same(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (known.length !== end - start) return false;
  for (let i = 0; i < known.length; i++) if (known[i] !== bytes[start + i]) return false;
  return true;
}

/** Decodes the records of one piece of a file. */
export class EventDecoder {
  readonly #bytes: Uint8Array;
  readonly #reader: PbfReader;
  readonly #tags: Tags;

  constructor(bytes: Uint8Array, tags: Tags) {
    this.#bytes = bytes;
    this.#reader = new PbfReader(bytes);
    this.#tags = tags;
  }

  /** The event in `bytes` from `start` to `end`, undefined when it is not one. */
  decode(start: number, end: number, file: string, offset: number): LogEvent | undefined {
    const reader = this.#reader;
    reader.pos = start;
    let wallTime = 0;
    let step = 0;
    let sessionStart = false;
    let values: EventValue[] = none;
    try {
      for (let field = this.#first(end); field !== 0; field = reader.nextField(end)) {
        if (field === 1) wallTime = reader.readDouble();
        else if (field === 2) step = reader.readVarint(true);
        else if (field === 5) values = this.#summary(this.#message(end), values);
        else if (field === 7) sessionStart = this.#sessionStart(this.#message(end));
      }
    } catch (error) {
      if (error instanceof RangeError || (error instanceof Error && error.message.startsWith('Unimplemented type'))) {
        return undefined;
      }
      if (error instanceof Error && error.message.startsWith('Expected varint')) return undefined;
      throw error;
    }
    if (reader.pos !== end) return undefined;
    return { type: 'event', file, offset, wallTime, step, values, sessionStart };
  }

  /** The first field of a message at the reader's position. */
  #first(end: number): number {
    this.#reader._valueStart = -1; // forget the record before, which may have ended within a field
    return this.#reader.nextField(end);
  }

  /** Where the message that begins here ends. */
  #message(limit: number): number {
    const end = this.#reader.readVarint() + this.#reader.pos;
    if (end > limit) throw new RangeError('a message ends beyond its parent');
    return end;
  }

  /** `values` and those of this summary. Most events have one, for which a grown array would be ten times the size. */
  #summary(end: number, values: EventValue[]): EventValue[] {
    const reader = this.#reader;
    for (let field = reader.nextField(end); field !== 0; field = reader.nextField(end)) {
      if (field !== 1) continue;
      const value = this.#value(this.#message(end));
      if (values.length === 0) values = [value];
      else values.push(value);
    }
    return values;
  }

  #sessionStart(end: number): boolean {
    const reader = this.#reader;
    let start = false;
    for (let field = reader.nextField(end); field !== 0; field = reader.nextField(end)) {
      if (field === 1) start = reader.readVarint() === 1;
    }
    return start;
  }

  #value(end: number): EventValue {
    const reader = this.#reader;
    let tag = '';
    let data: number = ValueField.none;
    let number = 0;
    let dataStart = 0;
    let dataEnd = 0;
    let named = '';
    for (let field = reader.nextField(end); field !== 0; field = reader.nextField(end)) {
      if (field === 1) {
        const textEnd = this.#message(end);
        tag = this.#tags.text(this.#bytes, reader.pos, textEnd);
        reader.pos = textEnd;
      } else if (field === ValueField.scalar) {
        data = field;
        number = reader.readFloat();
      } else if (field === ValueField.image || field === ValueField.histogram || field === ValueField.tensor) {
        data = field;
        dataEnd = this.#message(end);
        dataStart = reader.pos;
        reader.pos = dataEnd;
      } else if (field === 9) {
        named = this.#pluginName(this.#message(end));
      }
    }
    if (reader.pos !== end) throw new RangeError('a value ends beyond its message');
    if (named !== '') this.#tags.learn(tag, named);
    const plugin = named === '' ? this.#tags.plugin(tag) : named;
    if (data === ValueField.scalar) return new ScalarValue(tag, plugin, number);
    const kind = data === ValueField.tensor ? this.#tensorKind(plugin, dataStart, dataEnd) : kindOf(data);
    return new WireValue(tag, kind, plugin, data, this.#bytes, dataStart, dataEnd);
  }

  /** The plugin's name in a SummaryMetadata. */
  #pluginName(end: number): string {
    const reader = this.#reader;
    let name = '';
    for (let field = reader.nextField(end); field !== 0; field = reader.nextField(end)) {
      if (field !== 1) continue;
      const pluginEnd = this.#message(end);
      for (let inner = reader.nextField(pluginEnd); inner !== 0; inner = reader.nextField(pluginEnd)) {
        if (inner === 1) name = reader.readString();
      }
    }
    return name;
  }

  #tensorKind(plugin: string, start: number, end: number): ValueKind {
    if (plugin === 'scalars') return 'scalar';
    if (plugin === 'images') return 'image';
    if (plugin === 'text') return 'text';
    if (plugin !== '') return 'tensor';
    // Nobody said what it is: a single number is a scalar, as every TF2 writer means it.
    const reader = this.#reader;
    const back = reader.pos;
    reader.pos = start;
    const head = readTensorHead(reader, end);
    reader.pos = back;
    reader._valueStart = -1;
    return head.numeric && head.rank === 0 ? 'scalar' : 'tensor';
  }
}

function kindOf(field: number): ValueKind {
  if (field === ValueField.image) return 'image';
  if (field === ValueField.histogram) return 'histogram';
  return 'other';
}
