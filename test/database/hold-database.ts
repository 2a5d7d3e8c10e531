import { onEndSignal } from '#main/open-database.ts';
import { startDatabase } from '#main/postgres/start-database.ts';

// A process of its own for tests that kill it: uses the home named on its command line until it is told to end.
const [home = ''] = process.argv.slice(2);
const database = await startDatabase({ home, throwaway: true });
onEndSignal(database.stop);
console.log(database.ownerUrl);
setInterval(() => {}, 60_000);
