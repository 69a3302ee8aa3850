// Shows JSON as a tree that folds. Creates the nodes of a level when it is opened, and of a long level in portions, so
// that a large payload costs only what is visible.

import { el, text } from './dom.js';

const PORTION = 100;
const LONG = 400;

/** A number that JavaScript would round, as it was written. */
class Exact {
  constructor(source) {
    this.source = source;
  }
}

/** @throws SyntaxError when it is not JSON */
export function parse(json) {
  return JSON.parse(json, (key, value, context) =>
    typeof value === 'number' && context?.source !== undefined && !Number.isSafeInteger(value) && String(value) !== context.source
      ? new Exact(context.source)
      : value,
  );
}

function isBranch(value) {
  return value !== null && typeof value === 'object' && !(value instanceof Exact);
}

function scalar(value) {
  if (value instanceof Exact) return el('span', { class: 'j-number' }, value.source);
  if (typeof value !== 'string') return el('span', { class: `j-${value === null ? 'null' : typeof value}` }, String(value));
  const words = JSON.stringify(value);
  if (words.length <= LONG) return el('span', { class: 'j-string' }, words);
  const node = el('span', { class: 'j-string' }, `${words.slice(0, LONG)}…`);
  node.append(
    text(' '),
    el('button', { type: 'button', class: 'link', onclick: () => node.replaceWith(el('span', { class: 'j-string' }, words)) }, `all ${value.length} characters`),
  );
  return node;
}

function label(key) {
  return key === null ? null : [el('bdi', { class: 'j-key' }, key), ': '];
}

function portion(entries, from, list, open = 0) {
  for (const [key, value] of entries.slice(from, from + PORTION)) list.append(el('li', null, tree(value, key, open)));
  const left = entries.length - from - PORTION;
  if (left <= 0) return;
  const more = el('li', null, el('button', { type: 'button', class: 'link', onclick: () => { more.remove(); portion(entries, from + PORTION, list); } }, `${left} more`));
  list.append(more);
}

/** @param open how many levels are open at first */
export function tree(value, key = null, open = 0) {
  if (!isBranch(value)) return el('span', null, label(key), scalar(value));
  const entries = Array.isArray(value) ? value.map((item, index) => [String(index), item]) : Object.entries(value);
  const [before, after] = Array.isArray(value) ? '[]' : '{}';
  if (entries.length === 0) return el('span', null, label(key), before, after);
  const count = `${entries.length} ${Array.isArray(value) ? 'item' : 'key'}${entries.length === 1 ? '' : 's'}`;
  const list = el('ul', null);
  const node = el('details', { class: 'tree', open: open > 0 }, el('summary', null, label(key), before, el('span', { class: 'dim' }, ` ${count} `), after), list);
  if (open > 0) portion(entries, 0, list, open - 1);
  node.addEventListener('toggle', () => {
    if (list.childElementCount === 0) portion(entries, 0, list);
  });
  return node;
}

/** Opens or folds every level, as long as that creates at most a few thousand nodes. */
export function openAll(root, open) {
  let left = 2000;
  const queue = [root];
  while (queue.length && left > 0) {
    const node = queue.shift();
    for (const details of node.querySelectorAll(':scope > details, :scope > li > details, :scope > ul > li > details')) {
      if (left-- <= 0) break;
      details.open = open;
      if (open) details.dispatchEvent(new Event('toggle'));
      queue.push(details);
    }
  }
}
