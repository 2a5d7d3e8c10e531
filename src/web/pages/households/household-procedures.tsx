import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { routes } from '#contract/routes.ts';
import { RefusedAct } from '#ui/refused-act.tsx';
import { useWords } from '#ui/words-context.tsx';
import { api } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useAct } from '../../api/use-act.ts';
import { paths } from '../../paths.ts';
import type { HouseholdView } from './household-data.ts';

/** Procedures that may begin from how the household stands: one that runs, one to open, or why not yet. */
export function HouseholdProcedures({ view }: { view: HouseholdView }) {
  const { say } = useWords();
  const navigate = useNavigate();
  const mayOpen = useMay('matter.open');
  const { household, procedures } = view;
  const open = useAct(
    (procedure: string) => api(routes.openMatter, { params: { id: household.id }, body: { procedure } }),
    ({ matter }) => void navigate({ to: paths.matter, params: { id: matter.id } }),
  );
  const shown = procedures.filter((each) => mayOpen || each.running !== null);
  if (shown.length === 0) return null;
  return (
    <section className="panel household-box">
      <h2>{say('household.procedures')}</h2>
      <div className="stack">
        {shown.map((procedure) =>
          procedure.running !== null ? (
            <p key={procedure.id}>
              <Link to={paths.matter} params={{ id: procedure.running }}>
                {say('household.procedure-running', { procedure: procedure.label })}
              </Link>
            </p>
          ) : procedure.refused.length > 0 ? (
            <RefusedAct
              key={procedure.id}
              label={say('household.procedure-open', { procedure: procedure.label })}
              refusals={procedure.refused}
            />
          ) : (
            <p key={procedure.id}>
              <Button loading={open.isPending} onClick={() => open.mutate(procedure.id)}>
                {say('household.procedure-open', { procedure: procedure.label })}
              </Button>
            </p>
          ),
        )}
      </div>
    </section>
  );
}
