import { expect, test } from 'vitest';
import { escapeHtml } from '../lib/html.ts';

test('what has a meaning in HTML loses it, in text and in either kind of quotes', () => {
  expect(escapeHtml(`<a href="x" title='y'>Müller & Söhne</a>`)).toBe(
    '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;Müller &amp; Söhne&lt;/a&gt;',
  );
});

test('an ampersand is escaped once, so that the reader sees what was written', () => {
  expect(escapeHtml('&lt;')).toBe('&amp;lt;');
});
