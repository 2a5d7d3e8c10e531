import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { routes } from '#contract/routes.ts';
import { useWords } from '#ui/words-context.tsx';
import { errorSentence } from '#words/error-words.ts';
import { ApiError, api } from '../api/client.ts';
import { sessionQuery, useMe } from '../api/session.ts';
import { onSessionExpired } from '../api/sign-in-again.ts';

/** Asks for the password over whatever form is open when the session has expired; the text below stays. */
export function SignInAgainDialog() {
  const { say, language } = useWords();
  const me = useMe();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const answer = useRef<(signedIn: boolean) => void>(undefined);

  useEffect(() => {
    onSessionExpired(() => {
      setFailure(undefined);
      setOpen(true);
      return new Promise((resolve) => {
        answer.current = resolve;
      });
    });
    return () => onSessionExpired(undefined);
  }, []);

  const close = (signedIn: boolean) => {
    setOpen(false);
    answer.current?.(signedIn);
  };
  const submit = async ({ password }: { password: string }) => {
    setBusy(true);
    try {
      client.setQueryData(sessionQuery.queryKey, await api(routes.signIn, { body: { login: me.login, password } }));
      close(true);
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      setFailure(errorSentence(language, cause.code, cause.facts));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open={open}
      title={say('again.title')}
      footer={null}
      onCancel={() => close(false)}
      destroyOnHidden
      width={400}
    >
      <Form<{ password: string }> layout="vertical" requiredMark={false} onFinish={(values) => void submit(values)}>
        <p className="muted" style={{ marginBottom: 12 }}>
          {say('again.text')}
        </p>
        <Form.Item label={`${say('sign-in.password')}（${me.login}）`} name="password" rules={[{ required: true }]}>
          <Input.Password autoFocus autoComplete="current-password" />
        </Form.Item>
        {failure !== undefined && <Alert type="error" title={failure} style={{ marginBottom: 12 }} />}
        <Button type="primary" htmlType="submit" block loading={busy}>
          {say('again.submit')}
        </Button>
      </Form>
    </Modal>
  );
}
