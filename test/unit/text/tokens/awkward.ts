/** Texts that break tokenisers. */
import { Random } from '../../../../src/text/random/random';

export const awkwardTexts: Record<string, string> = {
  empty: '',
  'one character': 'x',
  emoji: 'I 👩‍👩‍👧‍👦 love 🇫🇷 and 👍🏽!',
  'combining marks': 'e\u0301 n\u0303o\u0308 \u0301 Z\u0351\u036b\u0343',
  CJK: '今天天气很好，我们去公园吧。\n東京タワーへ行きました。コーヒー',
  Thai: 'ฉันชอบกินข้าว 100 จาน',
  'right to left': 'שלום עולם! مرحبا بالعالم، كيف الحال؟',
  CRLF: 'one\r\ntwo\r\n\r\n\rthree\n',
  'lone surrogates': 'a\ud800b\udc00\udc00 \ud83d',
  NUL: 'a\u0000b \u0000\u0000',
  blanks: '  \t two  \u00a0 tabs\t\t\n \n',
  code: 'for (let i = 0; i < n; i++) {\n\treturn `${x}_1`; // don’t\n}',
  Devanagari: 'नमस्ते दुनिया',
};

const alphabets = [
  'abc',
  'ÀéñÅ',
  "'’_-.,!?",
  ' \t',
  '\n\r',
  '漢字仮名かなカナー',
  'ไทยลาว',
  '\u0301\u0308\u200d',
  '😀👍🏽',
  '\ud800\udc00',
  'אבג',
  '0189',
  '\u0000',
];

/** Code units of all alphabets in random order; surrogates may stand anywhere. */
export function randomText(seed: number, length: number): string {
  const random = new Random(seed);
  let text = '';
  for (let i = 0; i < length; i++) {
    const alphabet = alphabets[random.integer(alphabets.length)]!;
    text += alphabet.charAt(random.integer(alphabet.length));
  }
  return text;
}
