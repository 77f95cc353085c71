/**
 * Events to Event and Summary protos, in the forms that TensorBoard shows by itself: scalars as `simple_value`, images
 * as PNG, tensors with metadata that names a plugin.
 */
import { PbfWriter } from 'pbf';

export interface ScalarToWrite {
  readonly tag: string;
  readonly scalar: number;
}

/** Row-major float32. */
export interface TensorToWrite {
  readonly tag: string;
  readonly tensor: Float32Array;
  readonly shape: readonly number[];
}

export interface ImageToWrite {
  readonly tag: string;
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** 1 grey, 3 colour, 4 with transparency. */
  readonly channels: number;
}

export type ValueToWrite = ScalarToWrite | TensorToWrite | ImageToWrite;

export interface EventToWrite {
  /** Seconds since 1970. */
  readonly wallTime: number;
  readonly step: number;
  readonly values?: readonly ValueToWrite[];
  readonly fileVersion?: string;
  /** Says that training (re)starts at this step. */
  readonly sessionStart?: boolean;
}

const utf8 = new TextEncoder();

/** SummaryMetadata.data_class of a tensor. */
const tensorClass = 2;

/** The bytes of an Event. @throws RangeError when a tensor's shape does not fit its length. */
export function encodeEvent(event: EventToWrite): Uint8Array {
  const writer = new PbfWriter();
  writer.writeDoubleField(1, event.wallTime);
  if (event.step !== 0) writer.writeVarintField(2, event.step);
  if (event.fileVersion !== undefined) writer.writeStringField(3, event.fileVersion);
  if (event.values !== undefined && event.values.length > 0) writer.writeMessage(5, writeSummary, event.values);
  if (event.sessionStart === true) writer.writeMessage(7, writeSessionStart, undefined);
  return writer.finish();
}

function writeSessionStart(_: undefined, writer: PbfWriter): void {
  writer.writeVarintField(1, 1);
}

function writeSummary(values: readonly ValueToWrite[], writer: PbfWriter): void {
  for (const value of values) writer.writeMessage(1, writeValue, value);
}

function writeValue(value: ValueToWrite, writer: PbfWriter): void {
  // Not by pbf's own string encoder, which is wrong beyond U+1FFFF.
  writer.writeBytesField(1, utf8.encode(value.tag));
  if ('scalar' in value) {
    writer.writeFloatField(2, value.scalar);
  } else if ('png' in value) {
    writer.writeMessage(4, writeImage, value);
  } else {
    writer.writeMessage(8, writeTensor, value);
    writer.writeMessage(9, writeTensorMetadata, value);
  }
}

function writeImage(image: ImageToWrite, writer: PbfWriter): void {
  writer.writeVarintField(1, image.height);
  writer.writeVarintField(2, image.width);
  writer.writeVarintField(3, image.channels);
  writer.writeBytesField(4, image.png);
}

function writeTensor(value: TensorToWrite, writer: PbfWriter): void {
  const { tensor, shape } = value;
  if (shape.reduce((product, size) => product * size, 1) !== tensor.length) {
    throw new RangeError(`${value.tag}: ${tensor.length} numbers do not make a tensor of [${shape.join(', ')}]`);
  }
  writer.writeVarintField(1, 1); // DT_FLOAT
  writer.writeMessage(2, writeShape, shape);
  writer.writeBytesField(4, littleEndianBytes(tensor));
}

function writeShape(shape: readonly number[], writer: PbfWriter): void {
  for (const size of shape) writer.writeMessage(2, writeDimension, size);
}

function writeDimension(size: number, writer: PbfWriter): void {
  writer.writeVarintField(1, size);
}

function writeTensorMetadata(_: TensorToWrite, writer: PbfWriter): void {
  writer.writeMessage(1, writePlugin, 'tensor');
  writer.writeVarintField(4, tensorClass);
}

function writePlugin(name: string, writer: PbfWriter): void {
  writer.writeStringField(1, name);
}

function littleEndianBytes(tensor: Float32Array): Uint8Array {
  if (littleEndian) return new Uint8Array(tensor.buffer, tensor.byteOffset, tensor.byteLength);
  const bytes = new Uint8Array(tensor.byteLength);
  const view = new DataView(bytes.buffer);
  tensor.forEach((value, i) => view.setFloat32(4 * i, value, true));
  return bytes;
}

const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
