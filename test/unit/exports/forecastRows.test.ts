import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { forecastRows, rowShapeOf, type TableAbove } from '../../../src/exports/forecastRows';

const rowsBelow = (name: string, whens: string[], above: TableAbove, hasComma = false): string[] => {
  const forecast = whens.map((when, at) => ({ when, low: 0, middle: 6.5 + at, high: 9 }));
  const found = { name, dated: /\D/.test(whens[0]!), forecast };
  return forecastRows(found, rowShapeOf(found, above), above.separator, hasComma);
};

describe('a forecast below its table', () => {
  it('stands in the columns of date and value; nothing is known of the others', () => {
    const above = {
      first: 'date,precipitation,temp_max,wind,weather',
      last: '2015-12-31,0.0,5.6,3.5,sun',
      separator: ',',
    };
    assert.deepEqual(rowsBelow('temp_max', ['2016-01-01', '2016-01-02'], above), [
      '2016-01-01,,6.5,,',
      '2016-01-02,,7.5,,',
    ]);
  });

  it('has the separator, the comma and the writing of dates that are there', () => {
    const above = { first: 'Menge;Tag', last: '5,6;9.1.2015', separator: ';' };
    assert.deepEqual(rowsBelow('Menge', ['10.1.2015'], above, true), ['6,5;10.1.2015']);
    assert.deepEqual(rowsBelow('2', ['2015-01-10'], { first: '2015-01-08;3', last: '2015-01-09;4', separator: ';' }), [
      '2015-01-10;6.5',
    ]);
  });

  it('is numbers alone below numbers, with or without a comma in them', () => {
    assert.deepEqual(rowsBelow('1', ['4'], { first: '1,5', last: '2,5', separator: ',' }, true), ['6,5']);
    assert.deepEqual(rowsBelow('1', ['4'], { first: '1', last: '2', separator: ',' }), ['6.5']);
    assert.deepEqual(rowsBelow('sold', ['4'], { first: 'sold,rain', last: '2,1', separator: ',' }), ['6.5,']);
  });

  it('is date and number below what it cannot follow', () => {
    const above = { first: 'year,month,day,births', last: '2014,12,31,9000', separator: ',' };
    assert.deepEqual(rowsBelow('births', ['2015-01-01'], above), ['2015-01-01,6.5']);
  });
});
