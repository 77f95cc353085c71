/** Values of logs that are no event files, in the form that values of event files have. */
import { EventError, type EventValue, type LogEvent } from '../../events/index.ts';

export function scalarValue(tag: string, number: number): EventValue {
  return { ...noValue(tag), kind: 'scalar', scalar: () => number };
}

/** An encoded PNG. */
export function imageValue(tag: string, bytes: Uint8Array): EventValue {
  // Its size is in its own header, which is looked at before it is decoded.
  return { ...noValue(tag), kind: 'image', image: () => ({ width: 0, height: 0, bytes, count: 1 }) };
}

/** When it was written is not known, and so never how long nothing has come. */
export function eventOf(file: string, offset: number, step: number, values: readonly EventValue[]): LogEvent {
  return { type: 'event', file, offset, wallTime: 0, step, sessionStart: false, values: [...values] };
}

function noValue(tag: string): Omit<EventValue, 'kind'> {
  const refuse = (): never => {
    throw new EventError('wrong-kind', `${tag} is of another kind`);
  };
  return { tag, plugin: '', scalar: refuse, tensor: refuse, image: refuse, histogram: refuse };
}
