/** Sections of a document that programs rewrite. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Replaces the section from `heading` ("## …", or "# …" for the beginning) to the next heading of level 2 or the end. */
export function replaceSection(page: string, heading: string, content: string): void {
  const text = existsSync(page) ? readFileSync(page, 'utf8').trimEnd() : '';
  const sections = text === '' ? [] : text.split(/\n+(?=## )/);
  const made = `${heading}\n\n${content.trim()}`;
  const at = sections.findIndex(section => section === heading || section.startsWith(`${heading}\n`));
  if (at >= 0) sections[at] = made;
  else if (heading.startsWith('## ')) sections.push(made);
  else sections.unshift(made);
  writeFileSync(page, `${sections.join('\n\n')}\n`);
}
