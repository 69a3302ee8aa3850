// Serves deliveries to a resident hook of Jenvoy: put this file beside the hook, and call serve(handle).
import { createInterface } from 'node:readline';

// Characters of output. Jenvoy keeps less, and takes an answer of 8 MB.
const MOST = 1_000_000;

/**
 * Calls handle(delivery, print) for each delivery. It may be async, and returns the exit code, undefined for 0.
 * What print and console.log get is the output.
 */
export async function serve(handle) {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const delivery = JSON.parse(line);
    let output = '';
    let code = 1;
    const print = (...words) => { output += `${words.join(' ')}\n`; };
    const log = console.log;
    console.log = print;
    try {
      code = (await handle(delivery, print)) ?? 0;
    } catch (error) {
      console.error(error);
    } finally {
      console.log = log;
    }
    if (output.length > MOST) {
      output = `${output.slice(0, MOST / 2)}\n[cut]\n${output.slice(-MOST / 2)}`;
    }
    process.stdout.write(`${JSON.stringify({ run: delivery.run, returncode: code & 255, output })}\n`);
  }
}
