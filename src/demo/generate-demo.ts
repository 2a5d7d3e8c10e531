import { buildWorld, type WorldOrder } from './build-world.ts';
import type { DemoFile } from './demo-file.ts';
import { type DemoStory, tellStory } from './demo-story.ts';
import { exportFile } from './export-file.ts';
import { type FeedExpectation, type FeedFile, feedFiles } from './feed-files.ts';
import type { ManifestFault } from './file-line.ts';
import type { FileTotals } from './lay-out.ts';
import { seededRandom } from './random.ts';
import { rosterFiles } from './roster-files.ts';
import type { DemoWorld } from './world.ts';

/** What the registry holds after the file was imported, everything before it having been imported in order. */
export interface RegistryAfter {
  readonly households: number;
  readonly persons: number;
  readonly newHouseholds: number;
  readonly newPersons: number;
}

export interface ManifestFile {
  readonly name: string;
  readonly form: string;
  readonly kind: string;
  readonly period: string;
  /** Null in a text file. */
  readonly sheet: string | null;
  readonly headerRow: number;
  readonly totals: FileTotals;
  readonly registryAfter?: RegistryAfter;
  readonly feed?: FeedExpectation;
  /** Every planted fault, in the order of rows. */
  readonly faults: readonly ManifestFault[];
}

/** What an import of the files must find; the files stand in the order in which they are to be imported. */
export interface DemoManifest {
  readonly form: 'shouwang-demo 1';
  readonly seed: number;
  readonly county: string;
  readonly town: string;
  readonly openingDay: string;
  readonly files: readonly ManifestFile[];
  readonly story: DemoStory;
}

export interface GeneratedDemo {
  readonly world: DemoWorld;
  readonly files: readonly DemoFile[];
  readonly manifest: DemoManifest;
}

/** All files of the demonstration and their manifest, the same for the same seed. Writes nothing. */
export function generateDemo(order: WorldOrder): GeneratedDemo {
  const { settings, names, seed } = order;
  const world = buildWorld(order);
  const randomFor = (part: string) => seededRandom(`${seed}/${part}`);
  const rosters = rosterFiles(world, settings, randomFor('roster'));
  const known = new Set(rosters.flatMap(({ accepted }) => accepted.map(({ person }) => person.id as string)));
  const feeds = feedFiles({ world, settings, names, known, random: randomFor('feeds') });
  const { files } = settings;
  const later = files['export-with-recognised-on'];
  const { before, after, story } = tellStory(world, feeds, files['recognised-households'], later, randomFor('story'));
  const first = exportFile(
    world,
    settings,
    { on: files['export-on'], households: before, faults: true },
    randomFor('export'),
  );
  const second = exportFile(
    world,
    settings,
    { on: later, households: after, faults: false },
    randomFor('later export'),
  );
  const opening = settings['opening-day'].slice(0, 7);
  const early = feeds.filter(({ period }) => period < opening);
  const all = [...rosters, first, ...early, ...feeds.filter((feed) => !early.includes(feed)), second];
  const manifest: DemoManifest = {
    form: 'shouwang-demo 1',
    seed,
    county: settings.county,
    town: settings.town,
    openingDay: settings['opening-day'],
    files: manifestFiles(
      all,
      new Map(world.households.flatMap(({ number, members }) => members.map(({ id }) => [id, number]))),
    ),
    story,
  };
  return { world, files: all, manifest };
}

function manifestFiles(
  files: readonly (DemoFile | FeedFile)[],
  householdOf: ReadonlyMap<string, string>,
): ManifestFile[] {
  const persons = new Set<string>();
  const households = new Set<string>();
  return files.map((file) => {
    const { name, form, kind, period, sheet, headerRow, totals, faults } = file;
    const common = { name, form, kind, period, sheet: form === 'csv' ? null : sheet.name, headerRow, totals };
    if ('expectation' in file) return { ...common, feed: file.expectation, faults };
    const [hadHouseholds, hadPersons] = [households.size, persons.size];
    for (const { person } of file.accepted) {
      persons.add(person.id);
      households.add(householdOf.get(person.id) ?? '');
    }
    const registryAfter = {
      households: households.size,
      persons: persons.size,
      newHouseholds: households.size - hadHouseholds,
      newPersons: persons.size - hadPersons,
    };
    return { ...common, registryAfter, faults };
  });
}
