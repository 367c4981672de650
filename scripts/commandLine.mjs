/** The command line of a script: wrong arguments, and `--help`, end in its usage and not in a stack trace. */
import { parseArgs } from 'node:util';

/** @typedef {import('node:util').ParseArgsConfig} Config */

/**
 * What `parseArgs` reads.
 * @template {Config} C
 * @param {string} usage
 * @param {C} config
 * @returns {ReturnType<typeof parseArgs<C>>}
 */
export function readArguments(usage, config) {
  const options = { ...config.options, help: { type: /** @type {const} */ ('boolean'), short: 'h' } };
  try {
    const read = parseArgs({ ...config, options });
    if (!('help' in read.values) || read.values.help !== true)
      return /** @type {ReturnType<typeof parseArgs<C>>} */ (read);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // The first sentence says what is wrong, the others how the parser is told otherwise.
    return refuse(usage, `${error.message.replace(/\. .*|\.$/s, '')}.`);
  }
  console.log(usage);
  process.exit(0);
}

/**
 * For what only the script can know to be wrong.
 * @param {string} usage @param {string} wrong
 * @returns {never}
 */
export function refuse(usage, wrong) {
  console.error(`${wrong}\n${usage}`);
  process.exit(2);
}
