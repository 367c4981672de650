/** What of a file is not the text itself: front matter, the licence around a book of Project Gutenberg, markup. */
import { lexer, type Token } from 'marked';
import { Parser } from 'htmlparser2';

export const leftOutKinds = ['frontMatter', 'licence', 'markup'] as const;
export type LeftOutKind = (typeof leftOutKinds)[number];

export interface Remainder {
  text: string;
  /** Characters that were left out, by why. */
  leftOut: Partial<Record<LeftOutKind, number>>;
}

/** @param name of the file: its ending says what its markup is @param text with line ends of one kind */
export function leaveOut(name: string, text: string, kinds: Readonly<Record<LeftOutKind, boolean>>): Remainder {
  const leftOut: Remainder['leftOut'] = {};
  let rest = text;
  for (const kind of leftOutKinds) {
    if (!kinds[kind]) continue;
    const shorter = removals[kind](rest, name);
    if (shorter === rest) continue;
    leftOut[kind] = rest.length - shorter.length;
    rest = shorter;
  }
  return { text: rest, leftOut };
}

const removals: Readonly<Record<LeftOutKind, (text: string, name: string) => string>> = {
  frontMatter: text => text.slice(frontMatterLength(text)),
  licence: withoutLicence,
  markup: withoutMarkup,
};

/** Nobody writes more of it. */
const longestFrontMatter = 20_000;

/** Of a block between lines of `---` (YAML) or `+++` (TOML) at the very beginning that names something; 0 without one. */
function frontMatterLength(text: string): number {
  const fence = /^(---|\+\+\+)[ \t]*\n/.exec(text)?.[1];
  if (fence === undefined) return 0;
  const beginning = text.slice(0, longestFrontMatter);
  const end =
    fence === '---' ? /\n(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(beginning) : /\n\+\+\+[ \t]*(?:\n|$)/.exec(beginning);
  if (!end) return 0;
  const names = /^[\w"'-]+[ \t]*[:=]/m.test(beginning.slice(fence.length, end.index));
  return names ? end.index + end[0].length : 0;
}

/** "*** START OF THE PROJECT GUTENBERG EBOOK EMMA ***", and how it was written in other years. */
const licenceEnds =
  /^[ \t]*\*\*\* ?START OF (?:THE|THIS) PROJECT GUTENBERG\b[^\n]*\n|^[ \t]*\*END\*? ?THE SMALL PRINT![^\n]*\n/im;
const licenceBegins =
  /^[ \t]*\*\*\* ?END OF (?:THE|THIS) PROJECT GUTENBERG\b|^[ \t]*End of (?:the |this )?Project Gutenberg(?:'s| E)/im;

function withoutLicence(text: string): string {
  const head = licenceEnds.exec(text);
  const start = head ? head.index + head[0].length : 0;
  const rest = text.slice(start);
  const foot = licenceBegins.exec(rest);
  return foot ? rest.slice(0, foot.index) : rest;
}

function withoutMarkup(text: string, name: string): string {
  if (/\.(?:html?|xhtml|xml)$/i.test(name)) return textOfHtml(text);
  if (/\.(?:md|markdown|mdown|mkd)$/i.test(name)) return textOfMarkdown(text);
  return text;
}

/** Elements that are no text, and those that stand on lines of their own. */
const silent = new Set(['script', 'style', 'head', 'template', 'noscript']);
const blocks = new Set(
  'address article aside blockquote br dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table td th tr ul'.split(
    ' ',
  ),
);

function textOfHtml(html: string): string {
  let text = '';
  let silence = 0;
  const parser = new Parser({
    onopentagname: tag => {
      if (silent.has(tag)) silence++;
      if (blocks.has(tag)) text += '\n';
    },
    ontext: part => {
      if (silence === 0) text += part;
    },
    onclosetag: tag => {
      if (silent.has(tag)) silence = Math.max(0, silence - 1);
      if (blocks.has(tag)) text += '\n';
    },
  });
  parser.end(html);
  return tidy(text);
}

const textOfMarkdown = (markdown: string): string => tidy(lexer(markdown).map(textOfToken).join(''));

/** Headings, emphasis, links and lists as their words; code stays as it is. */
function textOfToken(token: Token): string {
  switch (token.type) {
    case 'space':
      return '\n';
    case 'hr':
    case 'def':
      return '';
    case 'br':
      return '\n';
    case 'html':
    case 'tag':
      return textOfHtml(token.raw);
    case 'code':
    case 'codespan':
      return `${String(token['text'])}${token.type === 'code' ? '\n' : ''}`;
    case 'image':
    case 'escape':
      return String(token['text']);
    case 'list':
      return `${(token['items'] as Token[]).map(textOfToken).join('')}\n`;
    case 'table': {
      const rows = [token['header'], ...(token['rows'] as unknown[])] as { tokens: Token[] }[][];
      return `${rows.map(row => row.map(({ tokens }) => tokens.map(textOfToken).join('')).join('\t')).join('\n')}\n`;
    }
    default: {
      const inner = 'tokens' in token ? (token.tokens ?? []).map(textOfToken).join('') : '';
      const own = inner === '' && 'text' in token ? String(token.text) : inner;
      return ['paragraph', 'heading', 'blockquote', 'list_item'].includes(token.type) ? `${own}\n` : own;
    }
  }
}

/** At most one empty line, none at the beginning. */
const tidy = (text: string): string =>
  text
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimStart();
