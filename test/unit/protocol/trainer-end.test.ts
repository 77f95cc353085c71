import { expect, it } from 'vitest';
import { engineFailedCode, engineFailure } from '../../../src/protocol/index.ts';

it.each([
  ['a fault', { code: null, signal: 'SIGSEGV' }, 'SIGSEGV'],
  ['a library that gives up', { code: null, signal: 'SIGABRT' }, 'SIGABRT'],
  ['an instruction that the processor lacks, told by a shell', { code: 132, signal: null }, 'code 132'],
  ['a fault on Windows', { code: 0xc0000005, signal: null }, 'code 0xc0000005'],
  ['the same as a signed number', { code: -1073741819, signal: null }, 'code 0xc0000005'],
  ['an engine that said so', { code: engineFailedCode, signal: null }, 'it failed during a step'],
])('%s is a failure of the engine', (_, end, words) => expect(engineFailure(end)).toBe(words));

it.each([
  ['a run that ended well', { code: 0, signal: null }],
  ['a run that failed', { code: 1, signal: null }],
  ['killed from outside', { code: null, signal: 'SIGKILL' }],
  ['asked to end', { code: null, signal: 'SIGTERM' }],
  ['still there', { code: null, signal: null }],
])('%s is none', (_, end) => expect(engineFailure(end)).toBeUndefined());
