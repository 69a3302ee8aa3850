// Event words in one line: blanks separate them, double quotes keep blanks together.

/** Returns the words of a line. */
export function split(line) {
  return [...line.matchAll(/(?:"[^"]*"?|[^\s"])+/g)].map(([word]) => word.replaceAll('"', '')).filter(Boolean);
}

/** Returns the line of words. */
export function join(words) {
  return words.map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(' ');
}
