import { UploadOutlined } from '@ant-design/icons';
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useRef } from 'react';
import type { Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import { useWords } from '#ui/words-context.tsx';
import { monthText } from '#words/date-forms.ts';
import { addressOf, api, upload } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useAct, useSayFailure } from '../../api/use-act.ts';
import { paths } from '../../paths.ts';

type Check = Reply<typeof routes.previewFiling>['checklist'][number];

/** Check, print and seal, upload the scan, file: in this order, each showing what it needs. */
export function FilingSteps({ month, onFiled }: { month: string; onFiled: () => void }) {
  const { say, language } = useWords();
  const { data: preview } = useSuspenseQuery({
    queryKey: ['filing-preview', month],
    queryFn: () => api(routes.previewFiling, { query: { month } }),
  });
  const mayFull = useMay('filing.full-numbers');
  const sayFailure = useSayFailure();
  const picker = useRef<HTMLInputElement>(null);
  const scan = useMutation({
    mutationFn: (file: File) => upload(routes.uploadScan, file, { purpose: 'sealed-scan' }),
    onError: sayFailure,
  });
  const file = useAct((id: string) => api(routes.fileLedger, { body: { month, scan: id } }), onFiled);
  return (
    <ol className="filing-steps">
      <li className="panel filing-box">
        <h2>{say('filing.check')}</h2>
        <p>{say('filing.summary', { rows: preview.lines.length, carried: preview.carriedOver })}</p>
        {preview.checklist.length === 0 ? (
          <p>✓ {say('filing.check-fine')}</p>
        ) : (
          <ul className="filing-checks">
            {preview.checklist.map((check) => (
              <CheckLine key={`${check.lead}${check.kind}${check.column ?? ''}`} check={check} month={month} />
            ))}
          </ul>
        )}
      </li>
      <li className="panel filing-box">
        <h2>{say('filing.step.print')}</h2>
        <p className="muted">{say('filing.step.print-hint')}</p>
        <div className="row">
          <Button disabled={!mayFull} href={addressOf(routes.filingPaper, { query: { month } })} target="_blank">
            {say('filing.paper')}
          </Button>
          <Button disabled={!mayFull} href={addressOf(routes.filingSheet, { query: { month } })} download>
            {say('filing.sheet')}
          </Button>
        </div>
      </li>
      <li className="panel filing-box">
        <h2>{say('filing.step.scan')}</h2>
        <p className="muted">{say('filing.step.scan-hint')}</p>
        <div className="row">
          <Button icon={<UploadOutlined />} loading={scan.isPending} onClick={() => picker.current?.click()}>
            {say('filing.choose-file')}
          </Button>
          <input
            ref={picker}
            type="file"
            className="sr-only"
            tabIndex={-1}
            aria-label={say('filing.step.scan')}
            accept="application/pdf,image/jpeg,image/png"
            onChange={(event) => {
              const chosen = event.target.files?.[0];
              if (chosen) scan.mutate(chosen);
              event.target.value = '';
            }}
          />
          {scan.data && <span>✓ {say('filing.uploaded', { name: scan.data.name })}</span>}
        </div>
      </li>
      <li className="panel filing-box">
        <h2>{say('filing.step.file')}</h2>
        <p className="muted">{say('filing.step.file-hint')}</p>
        <div className="row">
          <Button
            type="primary"
            disabled={scan.data === undefined}
            loading={file.isPending}
            onClick={() => scan.data && file.mutate(scan.data.id)}
          >
            {say('filing.file', { month: monthText(language, month) })}
          </Button>
        </div>
      </li>
    </ol>
  );
}

function CheckLine({ check, month }: { check: Check; month: string }) {
  const { say } = useWords();
  const text =
    check.kind === 'missing-cell'
      ? say('filing.check.missing-cell', { column: check.column ?? '' })
      : say(`filing.check.${check.kind}`);
  return (
    <li>
      <Link to={paths.ledger} search={{ tab: 'all', month, lead: check.lead }}>
        {check.no}
      </Link>{' '}
      <strong>{check.headName}</strong> {text}
    </li>
  );
}
