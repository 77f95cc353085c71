import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileNameOf, problemOfName } from '../../../src/host/file-name.ts';
import { pageHtml } from '../../../src/host/panel-page.ts';
import { isResumable, placeWords, speedWords, stepWords, verdictWords } from '../../../src/host/words.ts';
import type { Finding, Severity } from '../../../src/protocol/index.ts';

function finding(rule: Finding['rule'], severity: Severity, to: number | null = null): Finding {
  return { run: '', rule, severity, from: 3200, raised: 3300, to, evidence: { measurements: [] }, configPaths: [] };
}

describe('the words of the editor', () => {
  it('are numbers that can be read', () => {
    expect(stepWords({ step: 3200, steps: 20000 })).toBe('3,200 of 20,000');
    expect(stepWords({ step: 3200, steps: null })).toBe('3,200');
    expect(speedWords({ stepsPerSecond: 1480.4 })).toBe('1,480 steps/s');
    expect(speedWords({ stepsPerSecond: 0.4567 })).toBe('0.46 steps/s');
    expect(speedWords({ stepsPerSecond: null })).toBeUndefined();
  });

  it('say where a config lies, with the name of its folder where a workspace has several', () => {
    const a = { name: 'a', path: join('/', 'work', 'a') };
    const [top, below] = [join(a.path, 'ring.gan.json'), join(a.path, 'deep', 'er', 'ring.gan.json')];
    expect([placeWords(top, a, false), placeWords(below, a, false)]).toEqual(['', 'deep/er']);
    expect([placeWords(top, a, true), placeWords(below, a, true)]).toEqual(['a', 'a/deep/er']);
    expect(placeWords(top, undefined, true)).toBe(a.path);
  });

  it('name the gravest finding that is open', () => {
    const over = finding('non-finite', 'error', 4000);
    expect(verdictWords([over])).toBeUndefined();
    expect(verdictWords([over, finding('mode-dropping', 'warning')])).toBe('Mode dropping since step 3,200');
    expect(verdictWords([finding('loss-correlation', 'information'), finding('mode-collapse', 'warning')])).toBe(
      'Mode collapse since step 3,200 and 1 more',
    );
  });

  it('know from what a run can go on', () => {
    expect((['running', 'paused', 'finished', 'stopped', 'failed', 'crashed'] as const).filter(isResumable)).toEqual([
      'paused',
      'stopped',
      'failed',
      'crashed',
    ]);
  });
});

describe('names of new configs', () => {
  it('get their ending', () => {
    expect(fileNameOf('ring')).toBe('ring.gan.json');
    expect(fileNameOf(' ring.json ')).toBe('ring.gan.json');
    expect(fileNameOf('ring.gan.json')).toBe('ring.gan.json');
  });

  it('are refused when there is one, or none, or they lead elsewhere', () => {
    const exists = (name: string): boolean => name === 'ring.gan.json';
    expect(problemOfName('ring', exists)).toMatch(/there already/);
    expect(problemOfName('  ', exists)).toMatch(/needed/);
    expect(problemOfName('../ring', exists)).toMatch(/none of/);
    expect(problemOfName('a\u0000b', exists)).toMatch(/none of/);
    expect(problemOfName('grid', exists)).toBeUndefined();
  });
});

describe("the panel's page", () => {
  const html = pageHtml({
    language: 'zh-cn',
    script: 'https://w/webview.js',
    style: undefined,
    source: 'https://w',
    nonce: 'abc',
  });

  it('lets nothing run but the one script', () => {
    expect(html).toContain(`default-src 'none'; script-src 'nonce-abc';`);
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).toContain('<script nonce="abc" src="https://w/webview.js">');
    expect(html).not.toContain('unsafe');
    expect(html).toContain('<html lang="zh-cn">');
    expect(html).not.toContain('connect-src');
  });

  it('has a style sheet where there is one', () => {
    expect(html).not.toContain('stylesheet');
    const styled = pageHtml({
      language: 'en',
      script: 's',
      style: 'https://w/webview.css',
      source: 'https://w',
      nonce: 'abc',
    });
    expect(styled).toContain('<link rel="stylesheet" href="https://w/webview.css">');
  });
});
