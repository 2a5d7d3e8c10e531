import { useWords } from '#ui/words-context.tsx';

/** The other language, named in itself. */
export function LanguageSwitch() {
  const { language, setLanguage } = useWords();
  const other =
    language === 'en' ? ({ code: 'zh-CN', name: '中文' } as const) : ({ code: 'en', name: 'English' } as const);
  return (
    <button type="button" className="frame-button" lang={other.code} onClick={() => setLanguage(other.code)}>
      {other.name}
    </button>
  );
}
