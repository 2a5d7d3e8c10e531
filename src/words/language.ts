/** Languages every sentence exists in; the first is what a new user sees. */
export const languages = ['zh-CN', 'en'] as const;

export type Language = (typeof languages)[number];

/** The language named by stored or typed text, zh-CN when it is none of ours. */
export function languageOf(text: string | null | undefined): Language {
  return languages.find((language) => language === text) ?? 'zh-CN';
}
