import './tab-bar.css';

type Tab<Id extends string> = { id: Id; label: string; count?: number | undefined };

type Props<Id extends string> = { label: string; tabs: readonly Tab<Id>[]; value: Id; onChange: (id: Id) => void };

/** Sections of one list side by side with their counts; scrolls sideways on a phone. */
export function TabBar<Id extends string>({ label, tabs, value, onChange }: Props<Id>) {
  return (
    <nav className="tab-bar no-print" aria-label={label}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          className="tab"
          aria-current={tab.id === value ? 'true' : undefined}
          onClick={() => onChange(tab.id)}
        >
          {tab.label}
          {tab.count !== undefined && <span className="tab-count">{tab.count}</span>}
        </button>
      ))}
    </nav>
  );
}
