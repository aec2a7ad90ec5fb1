import { describe, expect, test } from 'vitest';
import { sanitizeMailHtml } from '../../../lib/mail/outgoing/forward/sanitize.ts';

describe('no color without its ground', () => {
  test.each<[string, string]>([
    ['<p style="color:#fff">x</p>', 'color:#000000'],
    ['<p style="color:rgb(255, 255, 255)">x</p>', 'color:#000000'],
    ['<font color="white">x</font>', 'color:#000000'],
    ['<span style="color:transparent">x</span>', 'color:#000000'],
    ['<div style="background:#003366"><span style="color:#013567">x</span></div>', 'color:#ffffff'],
    ['<div style="background:url(x) #000;color:#fff">x</div>', 'color:#000000'],
    ['<div style="background:black">x</div>', 'color:#ffffff'],
  ])('%s can be read', (html, color) => {
    expect(sanitizeMailHtml(html)).toContain(color);
  });

  test.each([
    '<p style="color:red">x</p>',
    '<div style="color:#fff;background:#003366">x</div>',
    '<p style="color:#333">x</p>',
  ])('%s stays, on a ground', (html) => {
    const shown = sanitizeMailHtml(html)!;
    expect(shown).toContain(html.replace(/\s*x<.*/, ''));
    expect(shown).toMatch(/^<div style="background-color:#ffffff;color:#000000">/);
  });

  test('the ground of the body is the mail’s', () => {
    const shown = sanitizeMailHtml('<body bgcolor="#000000"><p style="color:#fff">x</p></body>')!;
    expect(shown).toContain('<div bgcolor="#000000"');
    expect(shown).toContain('<p style="color:#fff">x</p>');
  });

  test('a mail without colors gets none', () => expect(sanitizeMailHtml('<p>x</p>')).toBe('<p>x</p>'));
});

test.each(['font-size:0', 'font-size:0px', 'font-size:0.1em', 'font-size:1px', 'line-height:0'])(
  '%s hides nothing',
  (style) => {
    expect(sanitizeMailHtml(`<span style="${style}">x</span>`)).toBe('<span>x</span>');
  },
);

test('end tags that end nothing, and brackets within attributes, hide no nesting that a parser pays for', () => {
  expect(sanitizeMailHtml('<b>x</i>'.repeat(1_000))).toBeNull();
  expect(sanitizeMailHtml('<div a="<">'.repeat(1_000))).toBeNull();
  expect(sanitizeMailHtml('<b>x</b><br>'.repeat(1_000))).not.toBeNull();
});
