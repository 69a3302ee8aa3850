// Buttons that several views have.

import { el, say, show } from './dom.js';
import { icon } from './icons.js';

export function button(words, drawing, onclick, kind = '') {
  return el('button', { type: 'button', class: `button ${kind}`, onclick }, drawing && icon(drawing), el('span', null, words));
}

/** For small places: a drawing, its words in the title and for those who listen. */
export function tool(words, drawing, onclick, pressed) {
  return el('button', { type: 'button', class: 'tool', title: words, 'aria-label': words, 'aria-pressed': pressed, onclick }, icon(drawing));
}

async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return;
  } catch {
    // Over plain http from another machine there is no such API.
  }
  const area = el('textarea', { class: 'unseen', readonly: true, value: text });
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (!done) throw new Error('not copied');
}

/** A button that copies what the function returns. */
export function copier(what, words = 'Copy') {
  const node = tool(words, 'copy', async () => {
    try {
      await toClipboard(what());
      show(node, icon('check'));
      say('Copied');
    } catch {
      say('Could not be copied: select the text instead');
    }
    setTimeout(() => show(node, icon('copy')), 1500);
  });
  return node;
}

/** A value to be pasted elsewhere. */
export function pasteable(value) {
  return el('span', { class: 'paste' }, el('code', null, value), copier(() => value, `Copy ${value}`));
}

/** Saves a text as a file of the one who looks. */
export function saveText(text, file) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = el('a', { href: url, download: file });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** A message that stays until it is closed or the view is left. */
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

/** Asks before something that cannot be taken back; true when it was confirmed. */
export function confirmed(question, detail, yes) {
  return new Promise((answer) => {
    const dialog = el(
      'dialog',
      { class: 'dialog', 'aria-label': question, onclose: () => { dialog.remove(); answer(dialog.returnValue === 'yes'); } },
      el('form', { method: 'dialog' },
        el('h2', null, question),
        el('p', null, detail),
        el('div', { class: 'dialog-buttons' },
          el('button', { class: 'button', value: 'no' }, 'Let it run'),
          el('button', { class: 'button danger', value: 'yes' }, yes))),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}

export function heading(words, ...beside) {
  return el('div', { class: 'heading' }, el('h1', { tabindex: '-1' }, words), ...beside);
}

/** A part of a page with a heading of its own. */
export function section(title, ...children) {
  return el('section', { class: 'section' }, el('h2', null, title), ...children);
}

/** Facts with their names; those without a value are left out. */
export function facts(pairs) {
  const known = pairs.filter(([, value]) => value !== undefined && value !== null && value !== '' && value !== false);
  return el('dl', { class: 'facts' }, known.map(([label, value, kind]) => el('div', { class: kind }, el('dt', null, label), el('dd', null, value))));
}
