import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runCsv } from '../../../src/exports/csv';
import { runPage } from '../../../src/exports/page';
import { crc32c, eventFileName, runEvents } from '../../../src/exports/tensorboard';
import { newRecord, type RunRecord } from '../../../src/protocol/run';
import { metricsAt, runOf, validationAt } from '../webview/run';

const record: RunRecord = {
  ...newRecord(),
  metrics: [metricsAt(50, { trainLoss: 2.5, joules: 12.5 }), metricsAt(100, { trainLoss: NaN })],
  validations: [validationAt(2, 3), validationAt(1.5, 4)],
};

describe('a run as CSV', () => {
  it('has a line a step, in order, with what was reported at it', () => {
    assert.deepEqual(runCsv(record).split('\r\n'), [
      'step,epoch,seconds,trainLoss,validationLoss,validationBitsPerCharacter,tokensPerSecond,gradientNorm,learningRate,bleu,tokenAccuracy,joules',
      '50,1,5,2.5,,,20000,1,0.001,,,12.5',
      `75,1.5,,,4,${4 / Math.LN2},,,,,,`,
      `100,2,10,NaN,3,${3 / Math.LN2},20000,1,0.001,,,`,
      '',
    ]);
  });
});

describe("a run as TensorBoard's event file", () => {
  it('is checked by CRC-32C', () => {
    // RFC 3720, B.4: 32 bytes of zeros, of ones; and the check value of the catalogue of CRCs.
    assert.equal(crc32c(new Uint8Array(32)), 0x8a9136aa);
    assert.equal(crc32c(new Uint8Array(32).fill(0xff)), 0x62a8ab43);
    assert.equal(crc32c(new TextEncoder().encode('123456789')), 0xe3069283);
  });

  it('begins with the version, then has a scalar a record', () => {
    const bytes = Buffer.from(
      runEvents({ ...record, metrics: [], validations: [validationAt(2, 3)] }, 1_700_000_000_000),
    );
    // tensorboard 2.21.0 (EventFileLoader) reads these bytes as two scalars of step 100, 3.0 and 4.328085, wall time 1700000000.
    assert.equal(bytes.toString('hex'), golden);
    // The energy is there where the run has it, and nowhere else.
    const tags = Buffer.from(runEvents(record, 0)).toString('latin1');
    assert.equal(tags.split('joules').length - 1, 1);
    assert.equal(tags.split('learning_rate').length - 1, 2);
    assert.equal(eventFileName(1_700_000_000_000), 'events.out.tfevents.1700000000.unroll');
  });
});

describe('a run as a page', () => {
  const parts = {
    run: runOf(),
    script: 'start("</script>")',
    style: 'a{}</style>',
    language: 'en',
    catalogue: '{"a":"<b>"}',
  };

  it('holds nothing that ends its own parts, and reaches for nothing outside', () => {
    const name = '</script><script>alert(1)</script>';
    const html = runPage({ ...parts, run: runOf({ name }) });
    assert.equal(html.match(/<\/script>/g)?.length, 3);
    assert.equal(html.match(/<\/style>/g)?.length, 2);
    assert.ok(!html.includes('<script>alert'));
    assert.ok(!html.includes('http'.concat('://')) && !html.includes('https://'));
    assert.match(html, /default-src 'none'/);
  });
});

const golden =
  '1800000000000000a37f4b220900000040fc54d9411a0d627261696e2e4576656e743a32eced8f9d2500000000000000eabc' +
  '36f30900000040fc54d94110642a180a160a0f6c6f73732f76616c69646174696f6e15000040401f2e83df33000000000000' +
  '000ca720560900000040fc54d94110642a260a240a1d626974735f7065725f6368617261637465722f76616c69646174696f6e15ac7f8a400483a229';
