import assert from 'node:assert/strict';
import { it } from 'node:test';
import { askInTurn, type Answer } from '../../../src/host/pickers/askInTurn';

interface Trip {
  from: string;
  to: string;
}

/** Questions that get these answers, one after the other, and what they were offered. */
function script(...answers: Answer<Trip>[]) {
  const offered: string[] = [];
  const question = (key: keyof Trip) => (soFar: Trip) => {
    offered.push(`${key} ${soFar[key]}`);
    return Promise.resolve(answers.shift());
  };
  return { offered, questions: [question('from'), question('to')] };
}

const start: Trip = { from: 'here', to: 'there' };

it('questions in turn give all answers together', async () => {
  const { questions, offered } = script({ from: 'Kiel' }, { to: 'Oslo' });
  assert.deepEqual(await askInTurn(questions, start), { from: 'Kiel', to: 'Oslo' });
  assert.deepEqual(offered, ['from here', 'to there']);
});

it('the way back asks again, with what was answered before', async () => {
  const { questions, offered } = script({ from: 'Kiel' }, 'back', 'back', { from: 'Ystad' }, { to: 'Oslo' });
  assert.deepEqual(await askInTurn(questions, start), { from: 'Ystad', to: 'Oslo' });
  assert.deepEqual(offered, ['from here', 'to there', 'from Kiel', 'from Kiel', 'to there']);
});

it('whoever backs out of a question backs out of all', async () => {
  const { questions } = script({ from: 'Kiel' }, undefined);
  assert.equal(await askInTurn(questions, start), undefined);
});

it('where there is nothing to ask, the way on and the way back both pass it by', async () => {
  const asked: string[] = [];
  const answers: Answer<Trip>[] = [{ from: 'Kiel' }, 'back', { from: 'Ystad' }, { to: 'Oslo' }];
  const ask = (key: keyof Trip) => () => {
    asked.push(key);
    return Promise.resolve(answers.shift());
  };
  const nothing = () => Promise.resolve('skip' as const);
  assert.deepEqual(await askInTurn([ask('from'), nothing, ask('to')], start), { from: 'Ystad', to: 'Oslo' });
  assert.deepEqual(asked, ['from', 'to', 'from', 'to']);
});

it('a first question with nothing to ask is no trap for the way back', async () => {
  const answers: Answer<Trip>[] = ['back', { to: 'Oslo' }];
  const questions = [() => Promise.resolve('skip' as const), () => Promise.resolve(answers.shift())];
  assert.deepEqual(await askInTurn(questions, start), { ...start, to: 'Oslo' });
});
