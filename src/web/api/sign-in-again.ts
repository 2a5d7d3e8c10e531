type Asker = () => Promise<boolean>;

let asker: Asker | undefined;
let asking: Promise<boolean> | undefined;

/** The frame registers the dialog that asks for the password over the form; without one an expired session is a failure. */
export function onSessionExpired(next: Asker | undefined): void {
  asker = next;
}

/** Asks once, however many requests failed at the same time. True when signed in again. */
export async function askPasswordAgain(): Promise<boolean> {
  if (asker === undefined) return false;
  asking ??= asker().finally(() => {
    asking = undefined;
  });
  return asking;
}
