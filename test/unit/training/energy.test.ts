import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { EnergyMeter } from '../../../src/training/energy';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unroll-powercap-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** As Linux shows a zone: https://www.kernel.org/doc/html/latest/power/powercap/powercap.html */
function zone(name: string, called: string, microjoules: string, range = '1000000000'): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'name'), `${called}\n`);
  writeFileSync(join(folder, name, 'max_energy_range_uj'), `${range}\n`);
  writeFileSync(join(folder, name, 'energy_uj'), `${microjoules}\n`);
}

test('what all packages took since the beginning is added up, and no part of a package twice', () => {
  zone('intel-rapl:0', 'package-0', '5000000');
  zone('intel-rapl:1', 'package-1', '7000000');
  zone('intel-rapl:0:0', 'core', '1000000');
  zone('intel-rapl:2', 'psys', '9000000');
  const meter = new EnergyMeter(folder);
  assert.equal(meter.read(), 0);
  zone('intel-rapl:0', 'package-0', '8500000');
  zone('intel-rapl:1', 'package-1', '8000000');
  zone('intel-rapl:0:0', 'core', '4000000');
  zone('intel-rapl:2', 'psys', '19000000');
  assert.equal(meter.read(), 4.5);
});

test('a counter that begins anew goes on', () => {
  zone('intel-rapl:0', 'package-0', '900000000');
  const meter = new EnergyMeter(folder);
  zone('intel-rapl:0', 'package-0', '100000000');
  assert.equal(meter.read(), 200);
  zone('intel-rapl:0', 'package-0', '150000000');
  assert.equal(meter.read(), 250);
});

test('a machine that does not tell says nothing', () => {
  assert.equal(new EnergyMeter(join(folder, 'missing')).read(), undefined);
  assert.equal(new EnergyMeter(folder).read(), undefined);
  zone('intel-rapl:0', 'package-0', 'no number');
  assert.equal(new EnergyMeter(folder).read(), undefined);
  zone('intel-rapl:0', 'package-0', '1');
  chmodSync(join(folder, 'intel-rapl:0', 'energy_uj'), 0);
  // The superuser reads everything.
  assert.equal(new EnergyMeter(folder).read(), process.getuid?.() === 0 ? 0 : undefined);
});
