/** A reporter for node:test that prints only failures and at the end one line of JSON with the counts. */
const indent = (/** @type {string} */ text) => text.replaceAll('\n', '\n    ');

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* report(events) {
  let passed = 0;
  let failed = 0;
  const skipped = [];
  for await (const { type, data } of events) {
    if (type === 'test:stdout' || type === 'test:stderr') yield data.message;
    // What is thrown after the tests, and fails the file.
    if (type === 'test:diagnostic' && data.message.includes('asynchronous activity')) yield `${data.message}\n`;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details?.type === 'suite' && type === 'test:pass') continue;
    if (data.skip !== undefined || data.todo !== undefined) {
      skipped.push({ name: data.name, reason: typeof data.skip === 'string' ? data.skip : 'no reason given' });
    } else if (type === 'test:pass') {
      passed++;
    } else if (data.details?.error?.failureType !== 'subtestsFailed') {
      failed++;
      const { error } = data.details;
      yield `  FAILED ${data.name} (${data.file ?? ''}:${data.line ?? ''})\n    ${indent(String(error?.cause?.stack ?? error?.cause ?? error?.stack ?? error))}\n`;
    }
  }
  yield `${JSON.stringify({ passed, failed, skipped })}\n`;
}
