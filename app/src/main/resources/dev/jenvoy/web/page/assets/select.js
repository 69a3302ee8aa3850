// Deliveries chosen in the list, and many that run again at once: how far they are, and a way to stop.

import { get, query, send } from './api.js';
import { may } from './access.js';
import { button, notice } from './controls.js';
import { el, say, show } from './dom.js';
import { icon } from './icons.js';

const AGAIN_MS = 700;

const LEFT_OUT = {
  newer_attempt: 'with a newer redelivery',
  running: 'still running',
  ignored: 'that ran nothing',
  no_payload: 'without a stored payload',
  no_hook: 'that no hook matches now',
  deleted: 'deleted meanwhile',
  cancelled: 'cancelled before their turn',
  fault: 'not possible, see the server’s log',
};

function counted(number, one = 'delivery', many = 'deliveries') {
  return `${number.toLocaleString()} ${number === 1 ? one : many}`;
}

function leftOut(counts) {
  return Object.entries(counts ?? {}).map(([reason, count]) => `${count} ${LEFT_OUT[reason] ?? reason}`).join(', ');
}

/** Asks which hooks of many deliveries run again. Returns the choice, or null. */
function choose(look) {
  return new Promise((answer) => {
    const left = leftOut(look.left_out);
    const option = (value, words, checked) => el('label', { class: 'choice' }, el('input', { type: 'radio', name: 'hooks', value, checked }), el('span', null, words));
    const failed = look.deliveries.some((one) => ['failed', 'set_aside'].includes(one.state));
    const dialog = el('dialog', { class: 'dialog', 'aria-label': 'Run many again', onclose: () => {
      const hooks = new FormData(form).get('hooks');
      dialog.remove();
      answer(dialog.returnValue === 'yes' ? { hooks } : null);
    } });
    const form = el('form', { method: 'dialog' },
      el('h2', null, look.total === 0 ? 'None of these can run again' : `Run ${counted(look.total)} again?`),
      look.total > 0 && el('p', null, 'Oldest first, a few at a time, behind what arrives meanwhile.'),
      left && el('p', { class: 'dim' }, `Left out: ${left}.`),
      (look.stale > 0 || !look.stale_complete) && el('p', { class: 'hint' }, icon('warn'), el('span', null, `For ${look.stale} of them there are newer deliveries of the same repository and reference${look.stale_complete ? '' : '; not all were looked at'}.`)),
      look.total > 0 && el('fieldset', { class: 'choices' }, el('legend', { class: 'unseen' }, 'Which hooks'), option('failed', 'Only hooks that failed', failed), option('all', 'All hooks', !failed)),
      el('div', { class: 'dialog-buttons' },
        el('button', { class: 'button', value: 'no' }, look.total === 0 ? 'Close' : 'Leave them'),
        look.total > 0 && el('button', { class: 'button primary', value: 'yes' }, `Run ${look.total.toLocaleString()} again`)));
    dialog.append(form);
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** One bulk: a line that counts, with a button that stops it. */
class Progress {
  #bulk;
  #timer;
  #gone;
  #words = el('span', { class: 'bulk-words' });
  #bar = el('progress', { class: 'bulk-bar', max: '1', value: '0', 'aria-label': 'Deliveries that ran again' });
  #stop = button('Cancel', 'stop', () => this.#cancel(), 'small');

  /** @param gone called when the line is closed */
  constructor(bulk, gone) {
    this.#bulk = bulk.bulk;
    this.#gone = gone;
    this.node = el('div', { class: 'bulk', 'data-bulk': bulk.bulk }, this.#bar, this.#words, this.#stop);
    this.#paint(bulk);
  }

  close() {
    clearTimeout(this.#timer);
  }

  #paint(bulk) {
    this.running = bulk.state === 'running';
    const done = bulk.succeeded + bulk.failed;
    const left = leftOut(bulk.left_out);
    const running = bulk.state === 'running';
    this.#bar.max = Math.max(1, bulk.total);
    this.#bar.value = bulk.total - (bulk.total - bulk.begun) - bulk.running + Object.values(bulk.left_out ?? {}).reduce((sum, one) => sum + one, 0);
    show(this.#words,
      el('b', null, running ? `Running ${bulk.begun} of ${bulk.total} again` : bulk.state === 'cancelled' ? `Cancelled after ${bulk.begun} of ${bulk.total}` : `Ran ${bulk.begun} of ${bulk.total} again`),
      el('span', { class: 'dim' }, [done > 0 || !running ? `${bulk.succeeded} succeeded, ${bulk.failed} failed` : '', left && `left out: ${left}`].filter(Boolean).join('; ')));
    if (running) {
      this.#timer = setTimeout(() => this.#look(), AGAIN_MS);
      return;
    }
    this.#stop.replaceWith(button('Close', null, () => {
      this.node.remove();
      this.#gone();
    }, 'small'));
    this.#gone();
    say(`Ran ${bulk.begun} of ${bulk.total} again: ${bulk.succeeded} succeeded, ${bulk.failed} failed`);
  }

  async #look() {
    try {
      this.#paint(await get(`api/redeliveries/${this.#bulk}`));
    } catch (error) {
      if (error.status === 404) {
        show(this.#words, 'The server was restarted: what had been accepted runs, and the rest was not run again.');
        this.#stop.remove();
      } else {
        this.#timer = setTimeout(() => this.#look(), 5 * AGAIN_MS);
      }
    }
  }

  async #cancel() {
    this.#stop.disabled = true;
    try {
      await send('POST', `api/redeliveries/${this.#bulk}/cancel`);
      say('Cancelled. What runs goes on.');
    } catch (error) {
      notice(`It could not be cancelled: ${error.message}.`);
    }
  }
}

/** Adds a box to each row of a list, and a bar for the chosen ones. */
export class Selection {
  node = el('div', { class: 'selection', hidden: true });
  #list;
  #filters = {};
  #chosen = new Set();
  #last = null;
  #bulks = new Map();
  #bar = el('div', { class: 'selection-bar', role: 'group', 'aria-label': 'Selected deliveries' });
  #going = el('div', { class: 'bulks', 'aria-live': 'off' });
  #watch = null;

  /** @param list the list, whose items have the number of their delivery in `data-entry` */
  constructor(list) {
    this.#list = list;
    show(this.node, this.#going, this.#bar);
    if (!may('operate')) return;
    list.classList.add('selectable');
    this.#watch = new MutationObserver(() => this.#equip());
    this.#watch.observe(list, { childList: true });
    list.addEventListener('click', (event) => this.#click(event));
    this.#equip();
    get('api/redeliveries').then(({ bulks }) => bulks.filter((one) => one.state === 'running').forEach((one) => this.#follow(one)), () => {});
  }

  close() {
    this.#watch?.disconnect();
    this.#bulks.forEach((bulk) => bulk.close());
  }

  /** Forgets the choice when another list is shown. */
  update(filters) {
    if (JSON.stringify(filters) !== JSON.stringify(this.#filters)) this.#clear();
    this.#filters = filters;
    this.#paint();
  }

  #rows() {
    return [...this.#list.querySelectorAll(':scope > [data-entry]')];
  }

  #equip() {
    for (const row of this.#rows()) {
      if (row.querySelector(':scope > .pick')) continue;
      const box = el('input', { type: 'checkbox', 'aria-label': `Select delivery ${row.dataset.entry}`, tabindex: '0' });
      box.checked = this.#chosen.has(row.dataset.entry);
      row.prepend(el('label', { class: 'pick' }, box));
    }
    this.#paint();
  }

  #click(event) {
    const box = event.target.closest('.pick input');
    if (!box) return;
    const entry = box.closest('[data-entry]').dataset.entry;
    const rows = this.#rows();
    const entries = rows.map((row) => row.dataset.entry);
    const from = event.shiftKey && this.#last !== null ? entries.indexOf(this.#last) : -1;
    const to = entries.indexOf(entry);
    const range = from < 0 ? [to] : Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => Math.min(from, to) + i);
    for (const i of range) {
      if (box.checked) this.#chosen.add(entries[i]);
      else this.#chosen.delete(entries[i]);
      rows[i].querySelector('.pick input').checked = box.checked;
    }
    this.#last = entry;
    this.#paint();
  }

  #clear() {
    this.#chosen.clear();
    this.#last = null;
    this.#list.querySelectorAll('.pick input').forEach((box) => (box.checked = false));
    this.#paint();
  }

  #paint() {
    const some = this.#chosen.size;
    const going = [...this.#bulks.values()].some((bulk) => bulk.running);
    const filtered = Object.keys(this.#filters).length > 0 && this.#list.childElementCount > 0 && !going;
    this.node.hidden = !may('operate') || (some === 0 && this.#going.childElementCount === 0 && !filtered);
    this.#bar.hidden = some === 0 && !filtered;
    const focused = this.#bar.contains(document.activeElement) ? document.activeElement.dataset.act : null;
    const act = (name, node) => {
      node.dataset.act = name;
      return node;
    };
    show(this.#bar,
      some > 0 && [
        el('b', null, `${some.toLocaleString()} selected`),
        act('run-selected', button('Run again', 'again', () => this.#run({ entries: [...this.#chosen].map(Number) }, ''), 'small primary')),
        act('clear', button('Clear', null, () => this.#clear(), 'small')),
      ],
      filtered && act('run-matching', button('Run all that match again', 'again', () => this.#run({}, query('api/redeliveries', this.#filters)), 'small')));
    if (focused) this.#bar.querySelector(`[data-act="${focused}"]`)?.focus({ preventScroll: true });
  }

  async #run(body, path) {
    const target = path || 'api/redeliveries';
    try {
      const choice = await choose(await send('POST', target, { ...body, dry_run: true }));
      if (!choice) return;
      const begun = await send('POST', target, { ...body, ...choice });
      this.#clear();
      this.#follow(await get(`api/redeliveries/${begun.bulk}`));
    } catch (error) {
      notice(`They could not be run again: ${error.message}.`);
    }
  }

  #follow(bulk) {
    if (this.#bulks.has(bulk.bulk)) return;
    const progress = new Progress(bulk, () => this.#paint());
    this.#bulks.set(bulk.bulk, progress);
    this.#going.append(progress.node);
    this.#paint();
  }
}
