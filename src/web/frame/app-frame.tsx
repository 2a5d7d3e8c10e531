import { MenuOutlined } from '@ant-design/icons';
import { Outlet } from '@tanstack/react-router';
import { App, Drawer } from 'antd';
import { Suspense, useState } from 'react';
import { parsePlainDate } from '#domain/values/plain-date.ts';
import { Waiting } from '#ui/waiting.tsx';
import { useWords, WordsProvider } from '#ui/words-context.tsx';
import { dateText, weekdayText } from '#words/date-forms.ts';
import { useMe } from '../api/session.ts';
import { AccountMenu } from './account-menu.tsx';
import { BasisHost } from './basis-host.tsx';
import { Brand } from './brand.tsx';
import { DemoBar } from './demo-bar.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { SideMenu } from './side-menu.tsx';
import { SignInAgainDialog } from './sign-in-again-dialog.tsx';
import './frame.css';

/** Top bar, menu and the page of a signed-in account; the account's official day counts for everything below. */
export function AppFrame() {
  const me = useMe();
  return (
    <WordsProvider today={parsePlainDate(me.today)}>
      <App component={false} message={{ top: 60 }}>
        <BasisHost>
          <Frame />
          <SignInAgainDialog />
        </BasisHost>
      </App>
    </WordsProvider>
  );
}

function Frame() {
  const { say } = useWords();
  const [menuOpen, setMenuOpen] = useState(false);
  return (
    <div className="frame">
      <a className="skip" href="#page">
        {say('frame.skip')}
      </a>
      <TopBar onMenu={() => setMenuOpen(true)} />
      <div className="frame-side">
        <SideMenu />
      </div>
      <Drawer
        open={menuOpen}
        onClose={() => setMenuOpen(false)}
        placement="left"
        size={260}
        title={say('frame.menu')}
        aria-label={say('frame.menu')}
      >
        <SideMenu onChosen={() => setMenuOpen(false)} />
      </Drawer>
      <main id="page" className="frame-page" tabIndex={-1}>
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}

function TopBar({ onMenu }: { onMenu: () => void }) {
  const { say, language, today } = useWords();
  const me = useMe();
  return (
    <header className="top-bar no-print">
      <button type="button" className="frame-button menu-button" aria-label={say('frame.menu')} onClick={onMenu}>
        <MenuOutlined aria-hidden="true" />
      </button>
      <Brand />
      <span className="top-area">{me.areaPath.slice(-2).join(' ')}</span>
      <div className="top-right">
        {me.demo ? (
          <DemoBar />
        ) : (
          <span className="top-today">
            {dateText(language, today)} {weekdayText(language, today)}
          </span>
        )}
        <LanguageSwitch />
        <AccountMenu />
      </div>
    </header>
  );
}
