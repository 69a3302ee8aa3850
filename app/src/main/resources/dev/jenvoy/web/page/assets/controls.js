// Buttons that several views use.

import { el, say, show } from './dom.js';
import { icon } from './icons.js';

/** Creates a button; with `needs`, one that is only shown to those who have this role. */
export function button(words, drawing, onclick, kind = '', needs = null) {
  return el('button', { type: 'button', class: `button ${kind}`, 'data-needs': needs, onclick }, drawing && icon(drawing), el('span', null, words));
}

/** Creates a button for small places: a drawing, with its words in the title and for screen readers. */
export function tool(words, drawing, onclick, pressed) {
  return el('button', { type: 'button', class: 'tool', title: words, 'aria-label': words, 'aria-pressed': pressed, onclick }, icon(drawing));
}

async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return;
  } catch {
    // Over plain http from another machine, this API does not exist.
  }
  const area = el('textarea', { class: 'unseen', readonly: true, value: text });
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (!done) throw new Error('not copied');
}

/** Creates a button that copies the function's result. */
export function copier(what, words = 'Copy') {
  const node = tool(words, 'copy', async () => {
    try {
      await toClipboard(what());
      show(node, icon('check'));
      say('Copied');
    } catch {
      say('Copying failed: select the text instead');
    }
    setTimeout(() => show(node, icon('copy')), 1500);
  });
  return node;
}

/** Shows a value to paste elsewhere. */
export function pasteable(value) {
  return el('span', { class: 'paste' }, el('code', null, value), copier(() => value, `Copy ${value}`));
}

/** Saves a text as a file on the user's machine. */
export function saveText(text, file) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = el('a', { href: url, download: file });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** Shows a message that stays until it is closed or the view changes. */
export function notice(words, kind = 'bad') {
  const place = document.getElementById('notice');
  place.hidden = false;
  place.className = `notice ${kind}`;
  show(place, icon(kind === 'bad' ? 'warn' : 'check'), el('span', null, words), tool('Close this message', 'cross', clearNotice));
  say(words);
}

export function clearNotice() {
  document.getElementById('notice').hidden = true;
}

/** Asks before an action that cannot be undone. Returns true if it was confirmed. */
export function confirmed(question, detail, yes, no = 'Let it run') {
  return new Promise((answer) => {
    const dialog = el(
      'dialog',
      { class: 'dialog', 'aria-label': question, onclose: () => { dialog.remove(); answer(dialog.returnValue === 'yes'); } },
      el('form', { method: 'dialog' },
        el('h2', null, question),
        el('p', null, detail),
        el('div', { class: 'dialog-buttons' },
          el('button', { class: 'button', value: 'no' }, no),
          el('button', { class: 'button danger', value: 'yes' }, yes))),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}

export function heading(words, ...beside) {
  return el('div', { class: 'heading' }, el('h1', { tabindex: '-1' }, words), ...beside);
}

/** Creates a part of a page with its own heading. */
export function section(title, ...children) {
  return el('section', { class: 'section' }, el('h2', null, title), ...children);
}

/** Shows facts with their names. Leaves out facts without a value. */
export function facts(pairs) {
  const known = pairs.filter(([, value]) => value !== undefined && value !== null && value !== '' && value !== false);
  return el('dl', { class: 'facts' }, known.map(([label, value, kind]) => el('div', { class: kind }, el('dt', null, label), el('dd', null, value))));
}
