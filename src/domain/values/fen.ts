/** Money in integer fen (1/100 yuan). Never a fraction, never a float of yuan. */
export type Fen = bigint & { readonly __fen: unique symbol };

const YUAN = /^([+-]?)(\d+)(?:\.(\d{1,2}))?$/;

/** Fen from a whole number of fen. */
export function fen(amount: bigint | number): Fen {
  return BigInt(amount) as Fen;
}

/** Fen from yuan as written in packs and files (`6900`, `6900.5`, `6900.05`), or undefined when it is no such amount. */
export function parseYuan(text: string): Fen | undefined {
  const parts = YUAN.exec(text.trim());
  if (!parts) return undefined;
  const amount = BigInt(parts[2] ?? '0') * 100n + BigInt((parts[3] ?? '').padEnd(2, '0') || '0');
  return (parts[1] === '-' ? -amount : amount) as Fen;
}

/** Yuan with two decimals and no separators: 690000n → `6900.00`. */
export function yuanText(amount: Fen): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
