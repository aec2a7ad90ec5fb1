/** Scripts that run inside the page. They are text, since the tests themselves are typed without a DOM. */

/** The focused element with a mark to know it by, and whether it shows a ring; null at the end of the page. */
export const FOCUSED = `(() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  element.dataset.walk ??= String(Math.random());
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const ring = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
  return { id: element.dataset.walk, ring, html: element.outerHTML.slice(0, 100) };
})()`;

/** What a mouse could use and Tab never met. Of a group of radio buttons Tab reaches one, the arrows the others. */
export const UNREACHED = `[...document.querySelectorAll('button, a[href], input, select, textarea')]
  .filter((element) => element.checkVisibility() && !element.matches(':disabled, [type="radio"]'))
  .filter((element) => !element.dataset.walk)
  .map((element) => element.outerHTML.slice(0, 100))`;

/** Whether the machine has letters for both signs: two that it has not are drawn as the same empty box. */
export const drawsApart = (one: string, other: string) => `(() => {
  const drawn = ${JSON.stringify([one, other])}.map((sign) => {
    const canvas = document.createElement('canvas');
    canvas.getContext('2d').fillText(sign, 10, 40);
    return canvas.toDataURL();
  });
  return drawn[0] !== drawn[1];
})()`;

/** What makes the page scroll sideways. */
export const TOO_WIDE = `[...document.querySelectorAll('body *')]
  .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((element) => element.outerHTML.slice(0, 100))`;

export const AXE = 'axe.run(document, { resultTypes: ["violations"] })';

export type Focused = { id: string; ring: boolean; html: string } | null;
