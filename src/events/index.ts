/**
 * TensorBoard event files: written (`createEventWriter`), read to their end (`readEvents`), followed while they grow
 * (`tailEvents`).
 */
export type { Damage, DamageReason } from './cursor.ts';
export type { LogEvent } from './decode.ts';
export type { ImageToWrite, ScalarToWrite, TensorToWrite, ValueToWrite } from './encode.ts';
export { crc32c } from './crc32c.ts';
export { EventError, type EventErrorCode } from './errors.ts';
export { findLogFolders, isEventFile, listEventFiles } from './folders.ts';
export { readEvents, readRecords, type FileEnd, type LogRecord } from './reader.ts';
export { tailEvents, type LogHealth, type ResetEvent, type RestartEvent, type Tail, type TailEvent } from './tail.ts';
export type { Tensor } from './tensor.ts';
export type { EncodedImage, EventValue, Histogram, ValueKind } from './value.ts';
export { createEventWriter, type EventWriter, type EventWriterOptions } from './writer.ts';
