import { startDatabase } from '#main/postgres/start-database.ts';

// A process of its own for tests that kill it: uses the home named on its command line until it is told to end.
const [home = ''] = process.argv.slice(2);
const database = await startDatabase({ home, throwaway: true });
console.log(database.ownerUrl);
process.once('SIGTERM', () => {
  void database.stop().then(() => process.exit(0));
});
setInterval(() => {}, 60_000);
