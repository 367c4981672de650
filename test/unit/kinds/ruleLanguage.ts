/** A small artificial language: numbers as words, the adjective after the noun. Every model should learn it in seconds. */
const nouns = ['cat', 'dog', 'bird', 'fish', 'horse', 'fox'];
const adjectives = ['red', 'blue', 'small', 'big', 'old'];
const verbs = ['sees', 'eats', 'likes', 'finds'];
const foreign: Readonly<Record<string, string>> = {
  cat: 'kata',
  dog: 'doga',
  bird: 'birda',
  fish: 'fisa',
  horse: 'horsa',
  fox: 'foxa',
  red: 'redu',
  blue: 'blu',
  small: 'smalu',
  big: 'bigu',
  old: 'oldu',
  sees: 'seen',
  eats: 'eaten',
  likes: 'liken',
  finds: 'finen',
};

export const ruleTranslation = (adjective: string, noun: string, verb: string): string =>
  `${foreign[verb]!} ${foreign[noun]!} ${foreign[adjective]!}`;

/** "The red cat sees." TAB "seen kata redu.": all 120 pairs in a mixed order. */
export function rulePairs(): [string, string][] {
  const pairs: [string, string][] = [];
  for (const noun of nouns)
    for (const adjective of adjectives)
      for (const verb of verbs)
        pairs.push([`The ${adjective} ${noun} ${verb}.`, `${ruleTranslation(adjective, noun, verb)}.`]);
  return pairs.map((_, index) => pairs[(index * 53) % pairs.length]!);
}

export const ruleTsv = (): string =>
  rulePairs()
    .map(([source, target]) => `${source}\t${target}\tnobody`)
    .join('\n');
