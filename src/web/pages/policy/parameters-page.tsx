import { useSuspenseQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { ParameterReply } from '#contract/policy.ts';
import { AfterAct } from '#ui/after-act.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { useWords } from '#ui/words-context.tsx';
import { ParameterRow } from './parameter-row.tsx';
import { isLeftOpen } from './parameter-value.ts';
import { policyQuery } from './policy-data.ts';
import { SetParameterDialog } from './set-parameter-dialog.tsx';
import { WaitingSettings } from './waiting-settings.tsx';
import './policy.css';

/** 参数设置: what the documents leave to this level, set with document number, day and reason. */
export function ParametersPage() {
  const { say } = useWords();
  const { data: policy } = useSuspenseQuery(policyQuery(undefined));
  const [setting, setSetting] = useState<ParameterReply>();
  const [done, setDone] = useState<string>();
  // What waits for this office comes first, then what it has set or may change, then what others set.
  const rank = (parameter: ParameterReply) => (parameter.own ? (parameter.value === null ? 0 : 1) : 2);
  const open = policy.parameters.filter(isLeftOpen).toSorted((a, b) => rank(a) - rank(b));
  return (
    <>
      <PageHead
        title={say('policy.parameters')}
        note={policy.maySet ? say('policy.parameters-note') : say('policy.may-not')}
      />
      {done !== undefined && (
        <div className="policy-notice">
          <AfterAct text={done} onClose={() => setDone(undefined)} />
        </div>
      )}
      {policy.maySet && (
        <WaitingSettings
          parameters={policy.parameters}
          onDone={(name) => setDone(say('policy.confirm-done', { name }))}
        />
      )}
      <section className="panel policy-table-box">
        {open.length === 0 ? (
          <EmptyState title={say('policy.nothing-to-set')} hint={say('policy.nothing-to-set-hint')} />
        ) : (
          <table className="policy-table">
            <thead>
              <tr>
                <th scope="col">{say('policy.name')}</th>
                <th scope="col">{say('policy.value')}</th>
                <th scope="col">{say('policy.from')}</th>
                <th scope="col">{say('policy.given-by')}</th>
                {policy.maySet && (
                  <th scope="col">
                    <span className="sr-only">{say('home.act')}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {open.map((parameter) => (
                <ParameterRow key={parameter.name} parameter={parameter} documents={policy.documents}>
                  {policy.maySet && parameter.own ? (
                    <Button
                      size="small"
                      aria-label={`${say(parameter.set === null ? 'policy.set' : 'policy.change')} ${parameter.name}`}
                      onClick={() => setSetting(parameter)}
                    >
                      {say(parameter.set === null ? 'policy.set' : 'policy.change')}
                    </Button>
                  ) : undefined}
                </ParameterRow>
              ))}
            </tbody>
          </table>
        )}
      </section>
      {setting && (
        <SetParameterDialog
          parameter={setting}
          onClose={() => setSetting(undefined)}
          onDone={(waiting) => {
            setDone(say(waiting ? 'policy.waiting-done' : 'policy.done', { name: setting.name }));
            setSetting(undefined);
          }}
        />
      )}
    </>
  );
}
