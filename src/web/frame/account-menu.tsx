import { DownOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Dropdown } from 'antd';
import { routes } from '#contract/routes.ts';
import { dropAllDrafts } from '#ui/use-draft.ts';
import { useWords } from '#ui/words-context.tsx';
import { api } from '../api/client.ts';
import { useMe } from '../api/session.ts';
import { useSayFailure } from '../api/use-act.ts';
import { paths } from '../paths.ts';

/** Who is signed in, password and sign-out. */
export function AccountMenu() {
  const { say } = useWords();
  const me = useMe();
  const navigate = useNavigate();
  const sayFailure = useSayFailure();
  const signOut = async () => {
    try {
      await api(routes.signOut, { quiet: true });
    } catch (failure) {
      sayFailure(failure);
      return;
    }
    dropAllDrafts();
    // A new document: nothing read by this account stays in memory, and no page is drawn without a session.
    window.location.assign(paths.signIn);
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          {
            key: 'who',
            disabled: true,
            label: <span className="account-who">{[me.department, me.roleLabel].filter(Boolean).join(' · ')}</span>,
          },
          { key: 'password', label: say('frame.password'), onClick: () => void navigate({ to: paths.password }) },
          { key: 'out', label: say('frame.sign-out'), onClick: () => void signOut() },
        ],
      }}
    >
      <button
        type="button"
        className="frame-button"
        aria-label={`${say('frame.account')} ${me.name}`}
        aria-haspopup="menu"
      >
        {me.name} <DownOutlined aria-hidden="true" style={{ fontSize: 11 }} />
      </button>
    </Dropdown>
  );
}
