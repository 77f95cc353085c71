import { describe, expect, it } from 'vitest';
import { modeName } from '../../../webview/data/mode-name.ts';

describe('a mode', () => {
  const mode = { x: 0, y: 0, realShare: 0.5, generatedShare: 0.5 };

  it('is called by its number, and by its class where it has one', () => {
    expect(modeName(1, [mode, { ...mode, label: 'cat' }])).toBe('Mode 2 (class cat)');
    expect(modeName(0, [mode, { ...mode, label: 'cat' }])).toBe('Mode 1');
    expect(modeName(2, undefined)).toBe('Mode 3');
  });
});
