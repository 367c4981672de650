/**
 * Runs every *.test.js of this folder with mocha inside the extension host and writes the counts to a file that the runner reads.
 * UNROLL_GREP selects the tests whose full title it matches.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 240_000, reporter: 'min', slow: 60_000 });
  const grep = process.env['UNROLL_GREP'];
  if (grep) mocha.grep(new RegExp(grep));
  for (const file of readdirSync(__dirname).filter(name => name.endsWith('.test.js')))
    mocha.addFile(join(__dirname, file));
  const failures: string[] = [];
  const skipped: { name: string; reason: string }[] = [];
  let passed = 0;
  await new Promise<void>(accept => {
    mocha
      .run(() => {
        accept();
      })
      .on('pass', () => passed++)
      .on('pending', test => skipped.push({ name: test.fullTitle(), reason: 'marked as pending in the test' }))
      .on('fail', (test, error: unknown) =>
        failures.push(
          `${test.fullTitle()}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        ),
      );
  });
  writeFileSync(
    join(__dirname, '../../vscode-results.json'),
    JSON.stringify({ passed, failed: failures.length, skipped, failures }),
  );
  if (failures.length > 0) throw new Error(`${failures.length} tests failed`);
}
