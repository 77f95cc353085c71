/** How views follow the page. */
import { useEffect, useReducer, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';
import type { Page } from '../page.ts';

/** Renders again whenever text is due. */
export function useText(page: Page): void {
  const [, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => page.frames.onText(() => again(undefined)), [page]);
}

/** Calls `draw` in each frame in which something is drawn, and once at first; the latest `draw` counts. */
export function useDraw(page: Page, draw: () => void): void {
  const latest = useRef(draw);
  latest.current = draw;
  useEffect(() => {
    page.frames.request();
    return page.frames.onDraw(() => latest.current());
  }, [page]);
}

/** Calls `changed` when the element's size changes. */
export function useSize(element: RefObject<HTMLElement>, changed: () => void): void {
  const latest = useRef(changed);
  latest.current = changed;
  useEffect(() => {
    if (element.current === null) return undefined;
    const observer = new ResizeObserver(() => latest.current());
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
}

/** Tells whether any of the element is in sight, whenever that changes; no longer in sight when it goes. */
export function useInSight(element: RefObject<HTMLElement>, changed: (inSight: boolean) => void): void {
  const latest = useRef(changed);
  latest.current = changed;
  useEffect(() => {
    if (element.current === null) return undefined;
    const observer = new IntersectionObserver((entries) => latest.current(entries.at(-1)?.isIntersecting === true));
    observer.observe(element.current);
    return () => {
      observer.disconnect();
      latest.current(false);
    };
  }, [element]);
}
