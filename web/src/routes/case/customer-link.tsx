import { Button, Popover } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { api, bodyOf } from '../../client/http';
import { Failure } from '../../parts/states';
import { useSay } from '../../words/language';
import { W } from './words';

/** The link of the customer's own page: to be copied, read out, or put in the place of one that others have. */
export function CustomerLink({ no }: { no: string }): ReactNode {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const [isCopied, setCopied] = useState(false);
  const link = useMutation({
    mutationFn: (renew: boolean) =>
      bodyOf(api.POST('/api/v1/complaints/{no}/customer-link', { params: { path: { no } }, body: { renew } })),
    onMutate: () => setCopied(false),
  });
  const address = link.data === undefined ? undefined : (link.data.address ?? location.origin + link.data.path);
  const open = (next: boolean): void => {
    setOpen(next);
    if (next) link.mutate(false);
    else link.reset();
  };
  return (
    <Popover opened={isOpen} onChange={open} position="bottom-end" width={320} trapFocus withinPortal={false}>
      <Popover.Target>
        <Button variant="subtle" size="compact-sm" className="customer-link" onClick={() => open(!isOpen)}>
          {say(W.customersPage)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        {link.error !== null && <Failure error={link.error} />}
        {address !== undefined && (
          <>
            <input className="link-address" aria-label={say(W.customersPage)} readOnly value={address} />
            <p>{say(W.linkHelp)}</p>
            <Button
              size="compact-sm"
              onClick={() => void navigator.clipboard.writeText(address).then(() => setCopied(true))}
            >
              {say(isCopied ? W.copied : W.copy)}
            </Button>{' '}
            <Button size="compact-sm" variant="default" loading={link.isPending} onClick={() => link.mutate(true)}>
              {say(W.renewLink)}
            </Button>
          </>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
