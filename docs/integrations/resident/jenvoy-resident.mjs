// Serves deliveries to a resident hook of Jenvoy: put this file beside the hook, and call serve(handle).
import { createInterface } from 'node:readline';

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
    process.stdout.write(`${JSON.stringify({ run: delivery.run, returncode: code & 255, output })}\n`);
  }
}
