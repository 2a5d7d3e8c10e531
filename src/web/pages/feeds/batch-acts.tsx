import { useNavigate } from '@tanstack/react-router';
import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { FeedBatch } from '#contract/feeds.ts';
import { routes } from '#contract/routes.ts';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';
import { paths } from '../../paths.ts';

/** 确认提交, 放弃 before it, 撤回 after it. `reason`: why rows of earlier months come now. */
export function BatchActs({ batch, reason }: { batch: FeedBatch; reason: string }) {
  const { say } = useWords();
  const navigate = useNavigate();
  const { modal } = App.useApp();
  const [withdrawing, setWithdrawing] = useState(false);
  const params = { id: batch.id };
  const confirm = useAct(() => api(routes.confirmFeedBatch, { params, body: reason.length < 2 ? {} : { reason } }));
  const drop = useAct(
    () => api(routes.withdrawFeedBatch, { params, body: {} }),
    () => void navigate({ to: paths.feeds, search: { period: batch.period, feed: batch.feed } }),
  );
  const needsReason = batch.supplementary > 0 && reason.length < 2;
  return (
    <>
      {batch.may.withdraw && <Button onClick={() => setWithdrawing(true)}>{say('batch.withdraw')}</Button>}
      {batch.may.cancel && (
        <Button
          loading={drop.isPending}
          onClick={() =>
            void modal.confirm({
              title: say('batch.drop'),
              content: say('batch.drop-ask'),
              okText: say('batch.drop'),
              cancelText: say('do.close'),
              onOk: () => drop.mutate(undefined),
            })
          }
        >
          {say('batch.drop')}
        </Button>
      )}
      {batch.state === 'previewed' && (
        <Button
          type="primary"
          disabled={!batch.may.confirm || needsReason}
          loading={confirm.isPending}
          onClick={() => confirm.mutate(undefined)}
        >
          {say('batch.confirm')}
        </Button>
      )}
      {withdrawing && <WithdrawDialog batch={batch} onClose={() => setWithdrawing(false)} />}
    </>
  );
}

function WithdrawDialog({ batch, onClose }: { batch: FeedBatch; onClose: () => void }) {
  const { say } = useWords();
  const [reason, setReason] = useState('');
  const withdraw = useAct(
    () => api(routes.withdrawFeedBatch, { params: { id: batch.id }, body: { reason: reason.trim() } }),
    onClose,
  );
  return (
    <Modal
      open
      title={say('batch.withdraw')}
      okText={say('batch.withdraw')}
      okButtonProps={{ disabled: reason.trim().length < 2, loading: withdraw.isPending }}
      onOk={() => withdraw.mutate(undefined)}
      onCancel={onClose}
    >
      {batch.standing !== null && batch.standing.untouched + batch.standing.touched > 0 && (
        <p>{say('withdrawal.ahead', batch.standing)}</p>
      )}
      <Field label={say('batch.reason')} hint={say('batch.withdraw-ask')}>
        {(id) => (
          <Input id={id} autoFocus maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
    </Modal>
  );
}
