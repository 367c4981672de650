/** Train Further…: a new model that begins with the weights of another one, on the same text or another. */
import { canTrainFurther, epochsOf, furtherChoice, hasSecondText } from '../../kinds/descriptions';
import { trainingTable } from '../../options/language';
import type { TrainingResult } from '../../protocol/metrics';
import { isUsable, type UsableModel } from '../models/active';
import { freshName } from '../models/names';
import { inform } from '../notify';
import { askInTurn } from '../pickers/askInTurn';
import { textInMind } from '../pickers/openEditor';
import { isGiven, pickModel } from '../pickers/pickModel';
import { askName, askNumber, pickOne, type Choice } from '../pickers/questions';
import { secondTextOf, textOfModel } from '../pickers/textOfModel';
import { openFile, pickText, refuseBlank, textArguments, textAt, type PickedText } from '../pickers/textSource';
import { nameOf, startTraining, takenNames } from '../runs/startTraining';
import type { Services } from '../services';
import { message, plain } from '../words';

/** @param argument an entry of the Models view, or `{ id }`; with `{ text, options, modelName }` in place of questions */
export async function trainFurther(services: Services, argument: unknown): Promise<TrainingResult | undefined> {
  const all = await services.models.list();
  const usable = all.filter(isUsable).filter(({ manifest }) => canTrainFurther(manifest));
  const models = usable.filter(({ manifest }) => manifest.state !== 'training');
  if (models.length === 0) {
    void inform(message('further.none'));
    return undefined;
  }
  const model = await pickModel(models, argument, message('further.which'));
  if (!model) return undefined;
  const wanted = optionsIn(argument) ? await given(model, argument) : await ask(model, await takenNames(services));
  if (!wanted?.text) return undefined;
  const { text, options, name } = wanted;
  const choice = furtherChoice(model.manifest, options);
  const training = { text, choice, name, from: model.folder };
  if (!hasSecondText(choice)) return startTraining(services, training);
  const target = await secondTextOf(model.manifest.source, argument);
  return target && startTraining(services, { ...training, target });
}

interface Wanted {
  text: PickedText | undefined;
  options: unknown;
  name: string;
}

const optionsIn = (argument: unknown): unknown =>
  isGiven(argument) && 'options' in argument ? argument.options : undefined;

async function given({ manifest }: UsableModel, argument: unknown): Promise<Wanted> {
  const text = await pickText({ useSelection: false, ...textArguments(argument) });
  return { text, options: optionsIn(argument), name: manifest.name };
}

type Place = 'same' | 'open' | 'other';

interface Answers {
  place: Place;
  text: PickedText | undefined;
  epochs: number;
  name: string;
}

async function ask(model: UsableModel, names: readonly string[]): Promise<Wanted | undefined> {
  const { manifest } = model;
  const [same, open] = [await textOfModel(model), textInMind()];
  const texts: Record<Place, () => Promise<PickedText | undefined>> = {
    same: () => Promise.resolve(same),
    open: async () => open && textAt(open),
    other: openFile,
  };
  const isOpen = open?.toString() === manifest.source.uri;
  const places: Choice<Answers>[] = [
    ...(same ? [placeOf('same', manifest.source.name)] : []),
    ...(open && !isOpen ? [placeOf('open', open.path.slice(open.path.lastIndexOf('/') + 1))] : []),
    placeOf('other'),
  ];
  const title = (step: number): string => plain(message('further.title', { name: manifest.name, step, steps: 3 }));
  const answers = await askInTurn<Answers>(
    [
      async () => {
        const answer = await pickOne(title(1), message('further.onWhat'), places);
        if (typeof answer !== 'object' || answer.place === undefined) return answer;
        const text = await texts[answer.place]();
        if (text) await refuseBlank(text);
        return text && { text, name: nameFor(manifest.name, answer.place, text, names) };
      },
      ({ epochs }) =>
        askNumber(title(2), message('further.epochs'), epochs, trainingTable.entries.epochs, value => ({
          epochs: value,
        })),
      ({ name }) => askName(title(3), message('pick.name'), name, value => ({ name: value })),
    ],
    { place: 'other', text: undefined, epochs: epochsOf(manifest), name: manifest.name },
  );
  return answers && { ...answers, options: { training: { epochs: answers.epochs } } };
}

const placeOf = (place: Place, name?: string): Choice<Answers> => ({
  answer: { place },
  label: message(`further.${place}`),
  ...(name === undefined ? {} : { description: message('name', { name }) }),
});

/** "novel" -> "novel 2", or for another text "novel + letters" */
function nameFor(name: string, place: Place, { source }: PickedText, names: readonly string[]): string {
  const wanted = place === 'same' ? name : plain(message('further.name', { name, text: nameOf(source) }));
  return freshName(wanted, names);
}
