/**
 * The few messages of the ONNX format that a step needs, written as protocol buffers. Field numbers are those of
 * onnx.proto (https://github.com/onnx/onnx, IR version 8).
 */
import { PbfWriter } from 'pbf';

export type Attribute =
  | number
  | readonly number[]
  | { readonly float: number }
  | { readonly floats: readonly number[] }
  | { readonly text: string }
  | { readonly graph: GraphProto };

export interface NodeProto {
  readonly operator: string;
  /** Where it is not an operator of the standard: whose it is. */
  readonly domain?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

export interface ValueProto {
  readonly name: string;
  /** A word stands for a length that is left open. */
  readonly shape: readonly (number | string)[];
}

export interface InitializerProto {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | BigInt64Array;
}

export interface GraphProto {
  readonly name: string;
  readonly nodes: readonly NodeProto[];
  readonly initializers: readonly InitializerProto[];
  readonly inputs: readonly ValueProto[];
  readonly outputs: readonly ValueProto[];
}

const irVersion = 8;
const opset = 17;
/** TensorProto.DataType */
const float32 = 1;
const int64 = 7;
/** AttributeProto.AttributeType */
const attributeTypes = { float: 1, int: 2, text: 3, graph: 5, floats: 6, ints: 7 } as const;

/** A whole model file. */
export function encodeModel(graph: GraphProto): Uint8Array {
  const writer = new PbfWriter();
  writer.writeVarintField(1, irVersion);
  writer.writeStringField(2, 'modescope');
  writer.writeMessage(7, writeGraph, graph);
  writer.writeMessage(8, writeOperators, { version: opset });
  const others = new Set(graph.nodes.flatMap(({ domain }) => domain ?? []));
  for (const domain of others) writer.writeMessage(8, writeOperators, { domain, version: 1 });
  return writer.finish();
}

/** A set of operators that the model uses. */
function writeOperators(
  { domain, version }: { readonly domain?: string; readonly version: number },
  writer: PbfWriter,
): void {
  if (domain !== undefined) writer.writeStringField(1, domain);
  writer.writeVarintField(2, version);
}

function writeGraph(graph: GraphProto, writer: PbfWriter): void {
  for (const node of graph.nodes) writer.writeMessage(1, writeNode, node);
  writer.writeStringField(2, graph.name);
  for (const initializer of graph.initializers) writer.writeMessage(5, writeInitializer, initializer);
  for (const input of graph.inputs) writer.writeMessage(11, writeValue, input);
  for (const output of graph.outputs) writer.writeMessage(12, writeValue, output);
}

function writeNode(node: NodeProto, writer: PbfWriter): void {
  for (const input of node.inputs) writer.writeStringField(1, input);
  for (const output of node.outputs) writer.writeStringField(2, output);
  writer.writeStringField(4, node.operator);
  for (const attribute of Object.entries(node.attributes)) writer.writeMessage(5, writeAttribute, attribute);
  if (node.domain !== undefined) writer.writeStringField(7, node.domain);
}

function writeAttribute([name, value]: readonly [string, Attribute], writer: PbfWriter): void {
  writer.writeStringField(1, name);
  if (typeof value === 'number') {
    writer.writeVarintField(3, value);
    writer.writeVarintField(20, attributeTypes.int);
  } else if ('float' in value) {
    writer.writeFloatField(2, value.float);
    writer.writeVarintField(20, attributeTypes.float);
  } else if ('floats' in value) {
    for (const each of value.floats) writer.writeFloatField(7, each);
    writer.writeVarintField(20, attributeTypes.floats);
  } else if ('text' in value) {
    writer.writeStringField(4, value.text);
    writer.writeVarintField(20, attributeTypes.text);
  } else if ('graph' in value) {
    writer.writeMessage(6, writeGraph, value.graph);
    writer.writeVarintField(20, attributeTypes.graph);
  } else {
    for (const each of value) writer.writeVarintField(8, each);
    writer.writeVarintField(20, attributeTypes.ints);
  }
}

function writeInitializer({ name, shape, values }: InitializerProto, writer: PbfWriter): void {
  for (const length of shape) writer.writeVarintField(1, length);
  writer.writeVarintField(2, values instanceof Float32Array ? float32 : int64);
  writer.writeStringField(8, name);
  // Raw data is little-endian, as is every machine that the engines run on
  writer.writeBytesField(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

function writeValue({ name, shape }: ValueProto, writer: PbfWriter): void {
  writer.writeStringField(1, name);
  writer.writeMessage(2, writeType, shape);
}

function writeType(shape: ValueProto['shape'], writer: PbfWriter): void {
  writer.writeMessage(1, writeTensorType, shape);
}

function writeTensorType(shape: ValueProto['shape'], writer: PbfWriter): void {
  writer.writeVarintField(1, float32);
  writer.writeMessage(2, writeShape, shape);
}

function writeShape(shape: ValueProto['shape'], writer: PbfWriter): void {
  for (const length of shape) writer.writeMessage(1, writeDimension, length);
}

function writeDimension(length: number | string, writer: PbfWriter): void {
  if (typeof length === 'number') writer.writeVarintField(1, length);
  else writer.writeStringField(2, length);
}
