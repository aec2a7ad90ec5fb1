// Runs in the browser, in the page for files and formatting.
const form = document.forms[0];
const editor = document.getElementById('editor');
const status = document.getElementById('status');
const words = JSON.parse(form.dataset.words);
const button = form.querySelector('button[type=submit]');
const address = document.getElementById('link-address');
let link = form.dataset.link;
let range = null;
let timer;

const say = (text, isError) => {
  status.textContent = text;
  status.className = isError ? 'warning' : 'quiet';
  status.scrollIntoView({ block: 'nearest' });
};

for (const tool of document.querySelectorAll('[data-command]')) {
  // A click would take the selection away.
  tool.addEventListener('mousedown', (event) => event.preventDefault());
  tool.addEventListener('click', () => {
    editor.focus();
    document.execCommand(tool.dataset.command, false);
  });
}
document.getElementById('link-open').addEventListener('click', () => {
  const selection = getSelection();
  range = selection.rangeCount && editor.contains(selection.anchorNode) ? selection.getRangeAt(0) : null;
  document.getElementById('link-row').hidden = false;
  address.focus();
});
document.getElementById('link-add').addEventListener('click', () => {
  const url = address.value.trim();
  document.getElementById('link-row').hidden = true;
  editor.focus();
  if (!url) return;
  const full = /^(https?:|mailto:)/i.test(url) ? url : `https://${url}`;
  if (range) {
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }
  if (!range || range.collapsed) document.execCommand('insertText', false, full);
  else document.execCommand('createLink', false, full);
  address.value = '';
});

async function keep() {
  const body = JSON.stringify({ subject: form.subject.value, cc: form.cc.value, text: editor.innerText });
  const response = await fetch(`${link}/draft`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  if (response.ok) ({ link } = await response.json());
}
form.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(() => keep().catch(() => {}), 1000);
});
// The link ends after minutes; a page that stays open asks for a new one.
setInterval(() => keep().catch(() => {}), 5 * 60_000);

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  if (button.disabled) return;
  const size = [...form.files.files].reduce((sum, file) => sum + file.size, 0);
  if (!editor.innerText.trim() && size === 0) return say(words.missing, true);
  if (size > Number(form.dataset.most)) return say(words.files_too_large, true);
  clearTimeout(timer);
  button.disabled = true;
  say(words.sending, false);
  const data = new FormData(form);
  data.set('html', editor.innerHTML);
  try {
    const response = await fetch(link, { method: 'POST', body: data });
    const result = await response.json();
    if (result.ok) {
      form.hidden = true;
      document.getElementById('sent').hidden = false;
      document.getElementById('sent').focus();
      return;
    }
    say((words[result.code] ?? words.failed).replace('%', result.name ?? ''), true);
  } catch {
    // Whether it was taken is not known; the same key sends it once at most.
    say(words.failed, true);
  }
  button.disabled = false;
});
