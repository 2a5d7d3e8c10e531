import { PrinterOutlined } from '@ant-design/icons';
import { Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import type { LeadStage, LedgerLine } from '#contract/leads.ts';
import { routes } from '#contract/routes.ts';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { addressOf, api } from '../../api/client.ts';
import { useMe } from '../../api/session.ts';
import { useAct } from '../../api/use-act.ts';
import type { Notice } from './act-notice.tsx';
import { type ActReply, isOpen, type LedgerOptions, leadRef } from './ledger-data.ts';
import { RepeatActs } from './repeat-mark.tsx';
import { useLeadActs } from './use-lead-acts.ts';

type Props = {
  chosen: readonly LedgerLine[];
  options: LedgerOptions;
  onDone: (kind: Notice['kind'], reply: ActReply) => void;
};

/** Acts on the chosen rows. An act takes only those it fits; how many is on its button. */
export function ActBar({ chosen, options, onDone }: Props) {
  const { say } = useWords();
  const { permissions } = useMe();
  const [asking, setAsking] = useState<'assign' | 'return'>();
  const { receive, writeOff } = useLeadActs(({ kind, reply }) => onDone(kind, reply));
  const inStage = (...stages: LeadStage[]) => chosen.filter((line) => stages.includes(line.stage));
  const toReceive = inStage('to-receive');
  const toAssign = inStage('in-progress', 'to-write-off');
  const toReturn = inStage('to-receive', 'in-progress');
  const toVisit = chosen.filter(isOpen).slice(0, SHEETS_AT_ONCE);
  const toWriteOff = inStage('to-write-off', 'in-progress');
  const may = (permission: string) => permissions.includes(permission);
  const button = (label: string, lines: readonly LedgerLine[], act: () => void, busy = false) => (
    <Button
      key={label}
      type={lines.length > 0 ? 'primary' : 'default'}
      ghost={lines.length > 0}
      disabled={lines.length === 0}
      loading={busy}
      onClick={act}
    >
      {lines.length > 0 ? `${label} ${lines.length}` : label}
    </Button>
  );
  return (
    <>
      {may('lead.receive') &&
        button(say('ledger.receive'), toReceive, () => receive.mutate(toReceive), receive.isPending)}
      {may('lead.assign') && button(say('ledger.assign'), toAssign, () => setAsking('assign'))}
      {may('lead.write-off') &&
        button(say('ledger.write-off'), toWriteOff, () => writeOff.mutate(toWriteOff), writeOff.isPending)}
      {may('lead.decide') && <RepeatActs lines={chosen} onDone={({ kind, reply }) => onDone(kind, reply)} />}
      {may('lead.return') && button(say('ledger.return'), toReturn, () => setAsking('return'))}
      {may('lead.assign') && toVisit.length > 0 && (
        <Button icon={<PrinterOutlined />} href={visitSheetsOf(toVisit)} target="_blank">
          {`${say('ledger.visit-sheets')} ${toVisit.length}`}
        </Button>
      )}
      {asking === 'assign' && (
        <AssignDialog lines={toAssign} options={options} onDone={onDone} onClose={() => setAsking(undefined)} />
      )}
      {asking === 'return' && <ReturnDialog lines={toReturn} onDone={onDone} onClose={() => setAsking(undefined)} />}
    </>
  );
}

/** As many as one file may hold. */
const SHEETS_AT_ONCE = 100;

/** Where the 入户核实表 of these lines is printed from, a page each. */
export function visitSheetsOf(lines: readonly LedgerLine[]): string {
  return addressOf(routes.visitSheets, { query: { ids: lines.map(({ id }) => id).join(',') } });
}

type DialogProps = { lines: readonly LedgerLine[]; onDone: Props['onDone']; onClose: () => void };

function AssignDialog({ lines, options, onDone, onClose }: DialogProps & { options: LedgerOptions }) {
  const { say } = useWords();
  const [names, setNames] = useState(options.lastPair.map(({ name }) => name));
  const [why, setWhy] = useState('');
  const alone = names.length === 1;
  const assign = useAct(
    async (chosen: readonly string[]) => {
      const verifiers: string[] = [];
      for (const name of chosen) verifiers.push(await verifierId(name, options));
      return api(routes.assignVerifiers, {
        body: { leads: lines.map(leadRef), verifiers, ...(alone && why.trim() !== '' && { reason: why.trim() }) },
      });
    },
    (reply) => {
      onDone('assigned', reply);
      onClose();
    },
  );
  return (
    <Modal
      open
      title={say('ledger.assign-n', { n: lines.length })}
      okText={say('ledger.assign')}
      okButtonProps={{ disabled: names.length === 0, loading: assign.isPending }}
      onOk={() => assign.mutate(names)}
      onCancel={onClose}
    >
      <Field label={say('ledger.column.12')} hint={say('ledger.assign-hint')}>
        {(id) => (
          <Select
            id={id}
            mode="tags"
            autoFocus
            style={{ width: '100%' }}
            tokenSeparators={['、', '，', ',', ' ']}
            value={names}
            options={options.verifiers.map(({ name }) => ({ value: name }))}
            onChange={setNames}
          />
        )}
      </Field>
      {alone && (
        <Field label={say('ledger.assign-why')} hint={say('ledger.assign-why-hint')}>
          {(id) => <Input id={id} value={why} maxLength={200} onChange={(event) => setWhy(event.target.value)} />}
        </Field>
      )}
    </Modal>
  );
}

/** The id of a verifier by name; somebody not on the list yet is added to it. */
export async function verifierId(name: string, options: LedgerOptions): Promise<string> {
  const known = options.verifiers.find((verifier) => verifier.name === name);
  return known ? known.id : (await api(routes.addVerifier, { body: { name } })).id;
}

function ReturnDialog({ lines, onDone, onClose }: DialogProps) {
  const { say } = useWords();
  const [reason, setReason] = useState('');
  const giveBack = useAct(
    (text: string) => api(routes.returnLeads, { body: { leads: lines.map(leadRef), reason: text } }),
    (reply) => {
      onDone('returned', reply);
      onClose();
    },
  );
  return (
    <Modal
      open
      title={say('ledger.return')}
      okText={say('ledger.return-n', { n: lines.length })}
      okButtonProps={{ disabled: reason.trim() === '', loading: giveBack.isPending }}
      onOk={() => giveBack.mutate(reason.trim())}
      onCancel={onClose}
    >
      <Field label={say('ledger.return-reason')} hint={say('ledger.return-hint')}>
        {(id) => (
          <Input.TextArea
            id={id}
            autoFocus
            rows={3}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </Modal>
  );
}
