import { useQueries, useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { routes } from '#contract/routes.ts';
import { BasisProvider, type BasisRequest, type ClauseRef } from '#ui/basis-context.tsx';
import { BasisDrawer, ClauseCard } from '#ui/basis-drawer.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { api } from '../api/client.ts';

/** The one 依据 drawer of the client; any chip, number or refusal below opens it. */
export function BasisHost({ children }: { children: ReactNode }) {
  const [request, setRequest] = useState<BasisRequest>();
  const basis = useMemo(() => ({ open: setRequest }), []);
  const lead = request?.lead;
  const { data: counted } = useQuery({
    queryKey: ['lead', lead],
    queryFn: () => api(routes.getLead, { params: { id: lead ?? '' } }),
    enabled: lead !== undefined,
  });
  return (
    <BasisProvider value={basis}>
      {children}
      <BasisDrawer
        request={request}
        due={counted?.line.due ?? request?.due}
        clauses={request && <Clauses sources={request.sources} />}
        onClose={() => setRequest(undefined)}
      />
    </BasisProvider>
  );
}

function Clauses({ sources }: { sources: readonly ClauseRef[] }) {
  const { say } = useWords();
  const answers = useQueries({
    queries: sources.map(({ pack, clause }) => ({
      queryKey: ['clause', pack, clause],
      queryFn: () => api(routes.getClause, { query: { pack, clause } }),
      staleTime: 600_000,
    })),
  });
  if (answers.some((answer) => answer.isPending)) return <Waiting />;
  const found = answers.flatMap((answer) => (answer.data ? [answer.data] : []));
  if (found.length === 0) return <p className="muted">{say('basis.none')}</p>;
  return found.map((clause) => <ClauseCard key={`${clause.pack}${clause.section}`} clause={clause} />);
}
