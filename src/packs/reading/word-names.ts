import PizZip from 'pizzip';

/** Names in braces of a Word file (`{户主姓名}`, `{#名单}…{/名单}`), those within a list left out: they are its columns. */
export function wordNames(base64: string): readonly string[] {
  const xml = new PizZip(Buffer.from(base64, 'base64')).file('word/document.xml')?.asText() ?? '';
  const text = xml.replaceAll(/<[^>]+>/g, '');
  const names: string[] = [];
  let inside: string | null = null;
  for (const [, sign = '', name = ''] of text.matchAll(/\{([#/^]?)([^{}]+)\}/g)) {
    if (sign === '/') inside = null;
    else if (inside === null) names.push(name);
    if (sign === '#') inside = name;
  }
  return [...new Set(names)].filter((name) => !PAPER_NAMES.includes(name));
}

/** What every paper has, whatever its form. */
const PAPER_NAMES: readonly string[] = ['文号', '日期', '标题', '单位', '区域'];
