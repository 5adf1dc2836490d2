import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ApiProblem } from '../client/http';
import { changePassword, signIn } from '../client/session';
import { Failure } from '../parts/states';
import { both } from '../words/both';
import { useSay } from '../words/language';
import { LanguageSwitch } from './language-switch';

const W = {
  title: both('投诉处理系统', 'Complaints'),
  account: both('账号', 'Account'),
  password: both('密码', 'Password'),
  next: both('新密码', 'New password'),
  signIn: both('登录', 'Sign in'),
  change: both('修改密码并登录', 'Change it and sign in'),
  mustChange: both('请先设置新密码。', 'Set a new password first.'),
  over: both('登录已失效', 'Your session has ended'),
  kept: both('已填写的内容都在，登录后继续。', 'What you typed is kept. Sign in to go on.'),
};

function SignInForm({ id: given, onSignedIn }: { id?: string; onSignedIn: () => void }): ReactNode {
  const say = useSay();
  const [id, setId] = useState(given ?? '');
  const [password, setPassword] = useState('');
  const [next, setNext] = useState<string>();
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await (next === undefined ? signIn(id.trim(), password) : changePassword(id.trim(), password, next));
      onSignedIn();
    } catch (failed) {
      if (failed instanceof ApiProblem && failed.code === 'PasswordMustChange' && next === undefined) setNext('');
      else setError(failed);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="sign-in"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextInput
        label={say(W.account)}
        name="username"
        autoComplete="username"
        value={id}
        onChange={({ currentTarget }) => setId(currentTarget.value)}
        autoFocus={given === undefined}
        required
      />
      <TextInput
        label={say(W.password)}
        type="password"
        name="password"
        autoComplete="current-password"
        value={password}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        autoFocus={given !== undefined}
        required
      />
      {next !== undefined && (
        <TextInput
          label={say(W.next)}
          description={say(W.mustChange)}
          type="password"
          name="new-password"
          autoComplete="new-password"
          value={next}
          onChange={({ currentTarget }) => setNext(currentTarget.value)}
          autoFocus
          required
        />
      )}
      {error !== undefined && <Failure error={error} />}
      <Button type="submit" loading={isBusy} fullWidth>
        {say(next === undefined ? W.signIn : W.change)}
      </Button>
    </form>
  );
}

/** What whoever isn't signed in sees. */
export function SignInPage({ onSignedIn }: { onSignedIn: () => void }): ReactNode {
  const say = useSay();
  return (
    <main className="sign-in-page">
      <div className="sign-in-card">
        <div className="sign-in-head">
          <img src="/icon.svg" width="32" height="32" alt="" />
          <h1>{say(W.title)}</h1>
        </div>
        <SignInForm onSignedIn={onSignedIn} />
        <LanguageSwitch />
      </div>
    </main>
  );
}

/** Over the page that was open when the session ended: what stands in its forms stays there. */
export function SignInOver({ id, onSignedIn }: { id: string; onSignedIn: () => void }): ReactNode {
  const say = useSay();
  return (
    <Modal opened onClose={() => undefined} title={say(W.over)} withCloseButton={false} centered>
      <p className="muted">{say(W.kept)}</p>
      <SignInForm id={id} onSignedIn={onSignedIn} />
    </Modal>
  );
}
