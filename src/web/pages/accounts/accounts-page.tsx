import { useSuspenseQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { AccountLine } from '#contract/accounts.ts';
import { routes } from '#contract/routes.ts';
import { AfterAct } from '#ui/after-act.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { useWords } from '#ui/words-context.tsx';
import { api } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useAct } from '../../api/use-act.ts';
import { DisableDialog } from './disable-dialog.tsx';
import { NewAccountDialog } from './new-account-dialog.tsx';
import '../policy/policy.css';

/** 账号权限: who may sign in; made by one administrator, let in by another. */
export function AccountsPage() {
  const { say } = useWords();
  const mayMake = useMay('accounts.manage');
  const mayApprove = useMay('accounts.approve');
  const { data } = useSuspenseQuery({ queryKey: ['accounts'], queryFn: () => api(routes.listAccounts) });
  const [making, setMaking] = useState(false);
  const [disabling, setDisabling] = useState<AccountLine>();
  const [done, setDone] = useState<string>();
  const approve = useAct(
    (account: AccountLine) => api(routes.approveAccount, { params: { id: account.id }, body: {} }),
    (_result, account) => setDone(say('accounts.approved', { name: account.name })),
  );
  return (
    <>
      <PageHead
        title={say('accounts.title')}
        note={say('accounts.note')}
        actions={
          mayMake && (
            <Button type="primary" onClick={() => setMaking(true)}>
              {say('accounts.new')}
            </Button>
          )
        }
      />
      {done !== undefined && (
        <div className="policy-notice">
          <AfterAct text={done} onClose={() => setDone(undefined)} />
        </div>
      )}
      <section className="panel policy-table-box">
        <table className="policy-table">
          <thead>
            <tr>
              <th scope="col">{say('accounts.login')}</th>
              <th scope="col">{say('accounts.name')}</th>
              <th scope="col">{say('accounts.role')}</th>
              <th scope="col">{say('accounts.area')}</th>
              <th scope="col">{say('accounts.state')}</th>
              {mayApprove && <th scope="col">{say('accounts.act')}</th>}
            </tr>
          </thead>
          <tbody>
            {data.accounts.map((account) => (
              <tr key={account.id}>
                <td>{account.login}</td>
                <td>{account.name}</td>
                <td>{account.roleLabel}</td>
                <td>{[account.area?.name, account.department].filter(Boolean).join(' · ')}</td>
                <td>{say(`accounts.state.${account.state}`)}</td>
                {mayApprove && (
                  <td>
                    {account.state === 'waiting' ? (
                      <Button size="small" onClick={() => approve.mutate(account)}>
                        {say('accounts.approve')}
                      </Button>
                    ) : (
                      account.state !== 'disabled' && (
                        <Button size="small" onClick={() => setDisabling(account)}>
                          {say('accounts.disable')}
                        </Button>
                      )
                    )}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {making && <NewAccountDialog choices={data} onClose={() => setMaking(false)} />}
      {disabling && (
        <DisableDialog
          account={disabling}
          onClose={() => setDisabling(undefined)}
          onDone={() => {
            setDone(say('accounts.disabled', { name: disabling.name }));
            setDisabling(undefined);
          }}
        />
      )}
    </>
  );
}
