import { optionsFrom } from './options';
import { startPractice } from './server';

/** Starts the practice cloud from the environment and prints one line when it listens; SIGTERM and SIGINT end it at once. */
async function main(): Promise<void> {
  const practice = await startPractice(optionsFrom(process.env));
  console.log(`practice cloud ready on ${practice.url}`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(0));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
