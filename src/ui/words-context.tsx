import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { type PlainDate, shanghaiDay } from '#domain/values/plain-date.ts';
import { type Language, languageOf } from '#words/language.ts';
import { type Say, sayIn } from '#words/sentences.ts';
import { theme } from './theme.ts';

type Words = { language: Language; setLanguage: (language: Language) => void; say: Say; today: PlainDate };

const STORED = 'shouwang.language';

const WordsContext = createContext<Words | undefined>(undefined);

/** Gives everything below the language (remembered on this machine), its sentences, the theme and the official day. */
export function WordsProvider({ today, children }: { today?: PlainDate | undefined; children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => languageOf(localStorage.getItem(STORED)));
  useEffect(() => {
    document.documentElement.lang = language;
    localStorage.setItem(STORED, language);
  }, [language]);
  const words = useMemo(
    () => ({ language, setLanguage, say: sayIn(language), today: today ?? shanghaiDay(Date.now()) }),
    [language, today],
  );
  return (
    <WordsContext value={words}>
      <ConfigProvider
        theme={theme}
        locale={language === 'en' ? enUS : zhCN}
        button={{ autoInsertSpace: false }}
        getPopupContainer={popupPlace}
      >
        {children}
      </ConfigProvider>
    </WordsContext>
  );
}

/**
 * Popups stay inside the landmark or dialog they belong to, for readers that go by landmarks. Of a modal only the
 * container takes clicks.
 */
function popupPlace(trigger?: HTMLElement): HTMLElement {
  const places = '.ant-modal-container, [role="dialog"]:not(.cell-editor), main, header';
  return trigger?.closest<HTMLElement>(places) ?? document.body;
}

/** The language in use, `say` for its sentences, and the official day. */
export function useWords(): Words {
  const words = useContext(WordsContext);
  if (words === undefined) throw new Error('useWords outside WordsProvider');
  return words;
}
