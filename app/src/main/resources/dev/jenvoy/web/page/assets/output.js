// Shows the output of a hook: one pane for each stream, with colours; copies and files are unchanged.

import { Terminal } from './ansi.js';
import { copier, saveText, tool } from './controls.js';
import { el, show } from './dom.js';
import { icon } from './icons.js';

const encoder = new TextEncoder();

export class OutputPane {
  #text = '';
  #bytes = 0;
  #pre = el('pre', { class: 'terminal', tabindex: '0', dir: 'ltr' });
  #terminal = new Terminal(this.#pre);
  #size = el('span', { class: 'dim' });
  #note = el('p', { class: 'pane-note', hidden: true }, 'The output is too long to show: download it to see the rest.');
  #href;

  /**
   * @param stream stdout or stderr
   * @param file the name of a saved copy
   * @param href the address of the output on the server; null while the hook runs
   */
  constructor(stream, file, href) {
    this.#href = href;
    this.#pre.setAttribute('aria-label', stream);
    this.node = el(
      'div',
      { class: `pane pane-${stream}`, 'data-stream': stream, hidden: true },
      el(
        'div',
        { class: 'pane-bar' },
        el('span', { class: 'pane-name' }, stream),
        this.#size,
        el('span', { class: 'spacer' }),
        tool('Wrap long lines', 'wrap', (event) => {
          const on = this.#pre.classList.toggle('wrapped');
          event.currentTarget.setAttribute('aria-pressed', String(on));
        }, 'false'),
        copier(() => this.#text, `Copy ${stream}`),
        this.#saver(stream, file),
      ),
      this.#pre,
      this.#note,
    );
  }

  #saver(stream, file) {
    const words = `Download ${stream}`;
    return this.#href
      ? el('a', { class: 'tool', href: this.#href, download: file, title: words, 'aria-label': words }, icon('down'))
      : tool(words, 'down', () => saveText(this.#text, file));
  }

  get text() {
    return this.#text;
  }

  /** Adds a piece. Scrolls to the end if the end was visible. */
  write(piece) {
    if (piece === '') return;
    const pre = this.#pre;
    this.node.hidden = false;
    const atEnd = pre.scrollHeight - pre.scrollTop - pre.clientHeight < 24;
    this.#text += piece;
    this.#terminal.write(piece);
    this.#note.hidden = this.#terminal.whole;
    this.#bytes += encoder.encode(piece).length;
    show(this.#size, size(this.#bytes));
    if (atEnd) pre.scrollTop = pre.scrollHeight;
  }

  end() {
    this.#terminal.end();
    this.#pre.scrollTop = 0;
  }
}

/** Uses the units of the configuration, where 1 KB is 1,024 bytes. */
export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const [value, unit] = bytes < 1024 ** 2 ? [bytes / 1024, 'KB'] : [bytes / 1024 ** 2, 'MB'];
  return `${Number.isInteger(value) ? value : value.toFixed(1)} ${unit}`;
}

/** Creates a pane with a complete text. */
export function paneOf(stream, text, file, href) {
  const pane = new OutputPane(stream, file, href);
  pane.write(text);
  pane.end();
  return pane;
}
