import { useRouter } from '@tanstack/react-router';
import type { AnchorHTMLAttributes } from 'react';

/** A link to an address that came from the server, followed inside the client. */
export function HrefLink({ to, ...rest }: { to: string } & AnchorHTMLAttributes<HTMLAnchorElement>) {
  const router = useRouter();
  return (
    <a
      {...rest}
      href={to}
      onClick={(event) => {
        if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        router.history.push(to);
      }}
    />
  );
}
