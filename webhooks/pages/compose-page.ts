import { readFileSync } from 'node:fs';
import { escapeHtml } from '../../lib/html.ts';
import type { Language } from '../../lib/language.ts';
import { textToHtml } from '../../lib/mail/outgoing/mail.ts';
import { BASE_STYLE } from './framed.ts';
import { PAGE_WORDS } from './words.ts';

/** Read once: the hash in the page's policy is of these very bytes. */
export const COMPOSE_SCRIPT = readFileSync(new URL('./compose-script.js', import.meta.url), 'utf8');

const STYLE = `${BASE_STYLE}label{display:block;font-weight:600;font-size:14px;margin:12px 0 4px}
input[type=text],#editor{font:inherit;box-sizing:border-box;width:100%;border:1px solid #7c98b6;border-radius:3px;padding:8px 10px;background:#fff}
#editor{min-height:200px;overflow-wrap:anywhere}
blockquote{margin:8px 0;padding-left:12px;border-left:3px solid #cbd6e2;white-space:pre-wrap}
button{font:inherit;padding:6px 12px;border:1px solid #33475b;border-radius:3px;background:#fff;color:#213343}
button[type=submit]{background:#213343;color:#fff;padding:10px 22px;font-weight:600}
button:disabled{opacity:.6}
button:focus-visible,input:focus-visible,#editor:focus-visible,#sent:focus-visible{outline:3px solid #00a4bd;outline-offset:1px}
.tools{display:flex;flex-wrap:wrap;gap:6px;margin-bottom:6px}
[hidden]{display:none}
.end{display:flex;flex-wrap:wrap;gap:12px;align-items:center;margin-top:16px}
#status{margin:0}`;

export type ComposeToRender = {
  language: Language;
  link: string;
  /** One for each opened page: what is sent twice from it is sent once. */
  key: string;
  to: string;
  cc: string;
  subject: string;
  text: string;
  signature: string;
  quoted: string;
  mostBytes: number;
  /** Why nothing can be sent; null where it can. */
  problem: string | null;
};

/** The form for an answer with files and simple formatting. */
export function renderCompose(page: ComposeToRender): { title: string; body: string; style: string; script: string } {
  const words = PAGE_WORDS[page.language].compose;
  const { errors } = words;
  const said = { ...errors, sending: words.sending };
  const tool = (command: string, label: string, sign: string) =>
    `<button type="button" data-command="${command}" aria-label="${escapeHtml(label)}" title="${escapeHtml(label)}">${sign}</button>`;
  const problem = page.problem ? `<p class="warning" role="alert">${escapeHtml(page.problem)}</p>` : '';
  const signature = page.signature ? `<p class="quiet">${textToHtml(page.signature)}</p>` : '';
  const quoted = page.quoted
    ? `<label><input type="checkbox" name="quote" value="yes" checked> ${words.quote}</label><blockquote class="quiet">${escapeHtml(page.quoted)}</blockquote>`
    : '';
  const body = `${problem}<p class="quiet">${escapeHtml(words.to(page.to))}</p>
<form data-link="${escapeHtml(page.link)}" data-most="${page.mostBytes}" data-words="${escapeHtml(JSON.stringify(said))}">
<input type="hidden" name="key" value="${escapeHtml(page.key)}">
<label for="cc">${words.cc}</label><input type="text" id="cc" name="cc" maxlength="3000" value="${escapeHtml(page.cc)}">
<label for="subject">${words.subject}</label><input type="text" id="subject" name="subject" maxlength="500" required value="${escapeHtml(page.subject)}">
<label id="text-label">${words.text}</label>
<div class="tools" role="toolbar" aria-label="${words.format}">${tool('bold', words.bold, '<b>B</b>')}${tool('italic', words.italic, '<i>I</i>')}${tool('insertUnorderedList', words.bullets, words.bullets)}${tool('insertOrderedList', words.numbers, words.numbers)}<button type="button" id="link-open">${words.link}</button></div>
<div id="link-row" hidden><label for="link-address">${words.linkAddress}</label><div class="tools"><input type="text" id="link-address"><button type="button" id="link-add">${words.linkAdd}</button></div></div>
<div id="editor" contenteditable="true" role="textbox" aria-multiline="true" aria-labelledby="text-label" tabindex="0">${textToHtml(page.text)}</div>
${signature}
<label for="files">${words.files}</label><input type="file" id="files" name="files" multiple>
<p class="quiet">${words.filesHint}</p>
${quoted}
<div class="end"><button type="submit"${page.problem ? ' disabled' : ''}>${words.send}</button><p id="status" role="status" class="quiet"></p></div>
</form>
<p id="sent" tabindex="-1" hidden>${words.sent}</p>`;
  return { title: words.title, body, style: STYLE, script: COMPOSE_SCRIPT };
}
