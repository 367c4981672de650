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
