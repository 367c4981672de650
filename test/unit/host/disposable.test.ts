import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Disposable } from '../../../src/host/disposable';

class Owner extends Disposable {
  own(name: string, order: string[]): void {
    this._register({ dispose: () => order.push(name) });
  }
}

test('what is owned is disposed of once, the last first', () => {
  const order: string[] = [];
  const owner = new Owner();
  owner.own('first', order);
  owner.own('second', order);
  owner.dispose();
  owner.dispose();
  assert.deepEqual(order, ['second', 'first']);
});

test('what comes too late is disposed of at once', () => {
  const order: string[] = [];
  const owner = new Owner();
  owner.dispose();
  owner.own('late', order);
  assert.deepEqual(order, ['late']);
});
