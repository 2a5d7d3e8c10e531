import { useWords } from '#ui/words-context.tsx';

/** Mark and name of the product. */
export function Brand() {
  const { say } = useWords();
  return (
    <span className="brand">
      <img src="/mark.svg" alt="" width={28} height={28} />
      <span className="brand-name">{say('brand.name')}</span>
    </span>
  );
}
