/** "Customise…": cell, size, tokens, epochs and a name. The last choices are offered first; Back returns to the previous question. */
import { networkTable, trainingTable } from '../../options/language';
import { cellNames, tokenisations } from '../../protocol/model';
import { message, plain } from '../words';
import { askInTurn, type Answer } from './askInTurn';
import { askName, askNumber, pickOne, type Choice } from './questions';
import type { TrainingChoices } from './trainingChoices';

export interface Customised extends TrainingChoices {
  /** The name of the model. */
  name: string;
}

export interface CustomOffer {
  /** The name of the text. */
  text: string;
  choices: Customised;
  /** Whether the choices are a person's earlier ones; otherwise they are those of a preset. */
  remembered: boolean;
  /** The expected training time in seconds. */
  expectedSeconds: (choices: TrainingChoices) => number;
}

export function customise({
  text,
  choices,
  remembered,
  expectedSeconds,
}: CustomOffer): Promise<Customised | undefined> {
  const why = message(remembered ? 'pick.lastUsed' : 'pick.suggested');
  const pick = (
    title: string,
    question: 'pick.whichModel' | 'pick.whatIsToken',
    of: readonly Choice<Customised>[],
    isOffered: (answer: Partial<Customised>) => boolean,
  ): Promise<Answer<Customised>> =>
    pickOne(
      title,
      message(question),
      of,
      of.find(({ answer }) => isOffered(answer)),
      why,
    );
  const { layers: layersOption, hiddenSize: sizeOption } = networkTable.entries;
  const { epochs: epochsOption } = trainingTable.entries;
  const questions: ((soFar: Customised, title: string) => Promise<Answer<Customised>>)[] = [
    ({ cell }, title) => pick(title, 'pick.whichModel', cells, answer => answer.cell === cell),
    ({ layers }, title) => askNumber(title, message('pick.layers'), layers, layersOption, value => ({ layers: value })),
    ({ hiddenSize }, title) =>
      askNumber(title, message('pick.hiddenSize'), hiddenSize, sizeOption, value => ({ hiddenSize: value })),
    ({ tokenisation }, title) =>
      pick(title, 'pick.whatIsToken', tokens, answer => answer.tokenisation === tokenisation),
    ({ epochs }, title) => askNumber(title, message('pick.epochs'), epochs, epochsOption, value => ({ epochs: value })),
    ({ name }, title) => askName(title, message('pick.name'), name, value => ({ name: value })),
  ];
  const steps = questions.length;
  return askInTurn(
    questions.map((question, index) => soFar => {
      const seconds = Math.max(1, expectedSeconds(soFar));
      return question(soFar, plain(message('pick.titleOfStep', { name: text, step: index + 1, steps, seconds })));
    }),
    choices,
  );
}

const cells = cellNames.map((cell): Choice<Customised> => ({
  answer: { cell },
  label: message(`cell.${cell}`),
  detail: message(`cell.${cell}.detail`),
}));
const tokens = tokenisations.map((tokenisation): Choice<Customised> => ({
  answer: { tokenisation },
  label: message(`tokens.${tokenisation}`),
  detail: message(`tokens.${tokenisation}.detail`),
}));
